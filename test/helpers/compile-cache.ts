/** For programs of ours that a test starts with an environment of their own: what Node compiled of them for others. See vitest.config.ts. */
export const compileCache = (): Record<string, string> => {
  const { NODE_COMPILE_CACHE } = process.env
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }
}
