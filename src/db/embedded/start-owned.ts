import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Binaries, findBinaries } from './binaries.ts'
import { clusterExists } from './check-cluster.ts'
import { noTls } from './connect.ts'
import type { DataDirectoryLock } from './data-directory-lock.ts'
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts'
import { explainFailure } from './explain-failure.ts'
import { initializeCluster } from './initialize-cluster.ts'
import { ownCluster } from './own-cluster.ts'
import { type Place, socketPort } from './place.ts'
import { preparePrivateDirectory } from './private-directory.ts'
import { rotateServerLog, sizeOfServerLog, tailOfServerLog } from './server-log.ts'
import { type ServerProcess, spawnServer } from './server-process.ts'
import { accessRules, fixedSettings, serverSettings } from './server-settings.ts'
import { chooseServerUser, type ServerUser } from './server-user.ts'
import { stopLeftover } from './stop-leftover.ts'
import { waitUntilReady } from './wait-until-ready.ts'

/** Starts Postgres as the one owner of a data directory. Gives the lock back when it fails, stops or dies. */
export const startOwned = async (
  place: Place,
  lock: DataDirectoryLock,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> => {
  try {
    const binaries = findBinaries()
    const exists = clusterExists(place, binaries.major)
    await stopLeftover(place, options.log)
    const user = chooseServerUser(binaries.postgres, place.data_dir, options.server_users)
    if (!exists) {
      options.log(`Creating the database in ${place.cluster}.`)
      await initializeCluster(place, binaries, user, options.durability ?? 'full')
    }
    prepareFiles(place, user, options)
    return await runServer(place, binaries, user, lock, options)
  } catch (error) {
    lock.release()
    if (isDiskFull(error)) throw explainFailure('The database could not be started', error.message, place)
    throw error
  }
}

const isDiskFull = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

const prepareFiles = (place: Place, user: ServerUser, options: EmbeddedPostgresOptions): void => {
  ownCluster(place.cluster, user)
  const write = (name: string, text: string) => {
    const path = join(place.cluster, name)
    writeFileSync(path, text, { mode: 0o600 })
    chownSync(path, user.uid, user.gid)
  }
  write('postgresql.conf', serverSettings(options.settings))
  write('pg_hba.conf', accessRules)
  preparePrivateDirectory(place.runtime_dir)
  // A killed Postgres leaves its socket and a file with its old process id, which could keep the next one from starting.
  rmSync(place.socket_dir, { recursive: true, force: true })
  mkdirSync(place.socket_dir, { mode: 0o700 })
  chownSync(place.socket_dir, user.uid, user.gid)
  rotateServerLog(place.log_file)
}

const runServer = async (
  place: Place,
  binaries: Binaries,
  user: ServerUser,
  lock: DataDirectoryLock,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> => {
  const logStart = sizeOfServerLog(place.log_file)
  const args = ['-D', place.cluster, ...fixedSettings(place.socket_dir, socketPort, options.durability ?? 'full')]
  const server = spawnServer(user, binaries.postgres, args, place.log_file)
  const connection = { host: place.socket_dir, port: socketPort, user: 'backstay', database: 'backstay', ...noTls }
  let version: string | null
  try {
    version = await waitUntilReady(server, connection, options.log)
  } catch (error) {
    await server.stop()
    throw explainFailure(
      'The database does not accept us',
      error instanceof Error ? error.message : String(error),
      place,
    )
  }
  if (version === null) {
    const lines = tailOfServerLog(place.log_file, logStart) || (await server.ended)
    throw explainFailure('The database could not be started', lines, place)
  }
  return { connection, owner: true, version, ...lifeOf(place, server, lock) }
}

const lifeOf = (
  place: Place,
  server: ServerProcess,
  lock: DataDirectoryLock,
): Pick<EmbeddedPostgres, 'stop' | 'died'> => {
  let stopping: Promise<void> | null = null
  const stopOnce = async () => {
    await server.stop()
    rmSync(place.runtime_dir, { recursive: true, force: true })
    lock.release()
  }
  const died = new Promise<{ reason: string }>((resolve) => {
    void server.ended.then((reason) => {
      if (stopping !== null) return
      // Free for whoever starts it again, be it this process or one that was attached. From here on nothing is ours.
      stopping = Promise.resolve()
      lock.release()
      resolve({ reason: `${reason}. Its log is ${place.log_file}.` })
    })
  })
  return {
    died,
    stop: () => {
      stopping ??= stopOnce()
      return stopping
    },
  }
}
