import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StartupError } from '../../lib/startup-error.ts'
import { currentUid } from './current-uid.ts'
import type { Place } from './place.ts'
import { systemUsers } from './server-user.ts'

/** Refuses a data directory of another user, and one that we cannot write to. Changes nothing. */
export const checkOwner = (place: Place): void => {
  const uid = currentUid()
  const mine = (owner: number) => owner === uid || (uid === 0 && systemUsers().some((user) => user.uid === owner))
  const folder = statSync(place.data_dir)
  // Root may write anywhere, so for root the folder's owner says whose data directory this is.
  if (uid === 0 && !mine(folder.uid)) throw otherUser(place.data_dir, folder.uid)
  if (!mayAccess(place.data_dir, constants.X_OK)) throw cannotUse(place.data_dir, folder.uid)
  const cluster = statSync(place.cluster, { throwIfNoEntry: false })
  if (cluster && !mine(cluster.uid)) throw otherUser(place.cluster, cluster.uid)
  if (!mayAccess(place.data_dir, constants.W_OK)) throw cannotUse(place.data_dir, folder.uid)
}

const mayAccess = (path: string, mode: number): boolean => {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

const cannotUse = (path: string, owner: number) =>
  owner !== currentUid()
    ? otherUser(path, owner)
    : new StartupError(
        `The data directory ${path} cannot be written to.`,
        'Make it writable for this user, or point BACKSTAY_DATA_DIR at a folder that is.',
      )

const otherUser = (path: string, owner: number) =>
  new StartupError(
    `${path} belongs to user ${owner}, but Backstay was started by user ${currentUid()}.`,
    `Start Backstay as user ${owner}, or set BACKSTAY_DATA_DIR to a folder of your own. Nothing was changed.`,
  )

/** Whether there is a cluster; refuses one that this Postgres cannot run. */
export const clusterExists = (place: Place, major: number): boolean => {
  const found = versionOf(place.cluster)
  if (found === null) {
    if (isMissingOrEmpty(place.cluster)) return false
    throw new StartupError(
      `${place.cluster} is not a Postgres database: its PG_VERSION file is missing.`,
      'Restore the whole folder from a backup, or move it away to start with an empty database. Nothing was changed.',
    )
  }
  if (found !== String(major)) {
    throw new StartupError(
      `The database in ${place.cluster} was made by PostgreSQL ${found}, but this Backstay brings PostgreSQL ${major}.`,
      `Either start the version of Backstay that made it, or copy it with pg_dump of PostgreSQL ${found} into a PostgreSQL server of your own and set DATABASE_URL. Nothing was changed.`,
    )
  }
  return true
}

const versionOf = (cluster: string): string | null => {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  } catch {
    return null
  }
}

const isMissingOrEmpty = (folder: string): boolean => {
  try {
    return readdirSync(folder).length === 0
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
  }
}
