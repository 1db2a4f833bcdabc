import { renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/** The one name by which the gateways of a folder are reached; it points to the socket of one of them. */
export const sharedName = 'socket'

/** Lets the shared name point to a socket of the folder, in one step: whoever asks meanwhile finds the old or the new. */
export const pointToSocket = (folder: string, name: string): void => {
  const fresh = join(folder, `${name}.link`)
  try {
    symlinkSync(name, fresh)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  try {
    renameSync(fresh, join(folder, sharedName))
  } catch (error) {
    // Another process does the same at this moment, and was first.
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
