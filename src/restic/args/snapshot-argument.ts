const id = /^[0-9a-f]{8,64}$/

/** A snapshot by its id, never `latest`: what that is depends on who else is at work. With a folder in it, only that. */
export const snapshotArgument = (snapshotId: string, folder?: string): string => {
  if (!id.test(snapshotId)) throw new Error(`"${snapshotId}" is no id of a snapshot.`)
  return folder === undefined ? snapshotId : `${snapshotId}:${folder}`
}
