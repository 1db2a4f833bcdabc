import { rmSync } from 'node:fs'
import { setInterval } from 'node:timers'

import { askVersion, noTls } from './connect.ts'
import { type DataDirectoryLock, lockDataDirectory } from './data-directory-lock.ts'
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts'

import type { Place } from './place.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { isAlive } from './processes.ts'
import { stopLeftover } from './stop-leftover.ts'

const watchEveryMs = 500

/**
 * Joins the Postgres that another Backstay process runs in the same data directory; null while it is not ready. When its
 * owner stops, it stops: `died` resolves, queries fail, and calling `startEmbeddedPostgres` again takes over or attaches
 * anew. The socket stays at the same path, so a pool made before goes on working then.
 *
 * An owner that was killed leaves Postgres running for nobody: then `died` resolves as well, and whoever stops first ends it.
 */
export const attach = async (place: Place, log: EmbeddedPostgresOptions['log']): Promise<EmbeddedPostgres | null> => {
  const file = readPostmasterFile(place.cluster)
  if (!file?.ready || !isAlive(file.pid)) return null
  // From the file rather than computed: the owner may have been started with another TMPDIR.
  const connection = { host: file.socket_dir, port: file.port, user: 'backstay', database: 'backstay', ...noTls }
  const version = await askVersion(connection)
  if (version === null) return null

  let watch: NodeJS.Timeout | undefined
  const died = new Promise<{ reason: string }>((resolve) => {
    watch = setInterval(() => {
      const reason = whyOver(place, file.pid)
      if (reason === null) return
      clearInterval(watch)
      resolve({ reason })
    }, watchEveryMs)
    watch.unref()
  })
  const stop = async () => {
    clearInterval(watch)
    await stopIfOrphaned(place, log)
  }
  return { connection, owner: false, version, died, stop }
}

const whyOver = (place: Place, pid: number): string | null => {
  if (!isAlive(pid)) return 'The Backstay process that runs the database has stopped it.'
  const lock = lockIfFree(place)
  lock?.release()
  return lock === null ? null : 'The Backstay process that ran the database was killed.'
}

/** Null while somebody owns the database, and while that cannot be told. */
const lockIfFree = (place: Place): DataDirectoryLock | null => {
  try {
    return lockDataDirectory(place.lock_file)
  } catch {
    return null
  }
}

/** Ends the Postgres of an owner that was killed; one that has an owner goes on. */
const stopIfOrphaned = async (place: Place, log: EmbeddedPostgresOptions['log']): Promise<void> => {
  const lock = lockIfFree(place)
  if (lock === null) return
  try {
    await stopLeftover(place, log)
    rmSync(place.runtime_dir, { recursive: true, force: true })
  } finally {
    lock.release()
  }
}
