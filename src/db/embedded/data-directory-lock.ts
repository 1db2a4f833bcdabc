import { DatabaseSync } from 'node:sqlite'
import { StartupError } from '../../lib/startup-error.ts'

export type DataDirectoryLock = { release(): void }

const busy = 5

/**
 * The exclusive right to run Postgres in a data directory; null while another process has it.
 *
 * Node has no flock, but its SQLite takes a kernel lock (fcntl) on a file for us: one holder at a time, gone in the instant
 * its process dies, whatever kills it, and the same from every container that mounts the folder. A file with a pid in it
 * could not tell a dead owner from a reused pid, and a listening socket leaves a stale file that two starters can fight over.
 * The file stays empty. Nothing else may open it: closing any handle on it would drop the lock.
 */
export const lockDataDirectory = (file: string): DataDirectoryLock | null => {
  try {
    const database = new DatabaseSync(file, { timeout: 0 })
    try {
      database.exec('BEGIN EXCLUSIVE')
      return { release: () => database.isOpen && database.close() }
    } catch (error) {
      database.close()
      throw error
    }
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return null
    throw new StartupError(
      `The data directory cannot be locked with ${file}: ${error instanceof Error ? error.message : error}.`,
      'Put the data directory (BACKSTAY_DATA_DIR) on a local disk that is writable and not full.',
      { cause: error },
    )
  }
}
