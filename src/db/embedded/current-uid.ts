/** The user this process runs as. -1 where the platform has no such thing. */
export const currentUid = (): number => process.getuid?.() ?? -1
