import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddedPostgres } from '../../src/db/embedded/embedded-postgres.ts'
import { placeOf } from '../../src/db/embedded/place.ts'
import { readPostmasterFile } from '../../src/db/embedded/postmaster-file.ts'
import { processesOf, sendSignal } from '../../src/db/embedded/processes.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'

/** A Postgres of the test's own, to be stopped and killed. */
export type OwnPostgres = {
  readonly connection: EmbeddedPostgres['connection']
  /** Starts it again after `stop` or `kill`, with the same data and connection. */
  start(): Promise<void>
  /** In order, as at a restart of the service. */
  stop(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
  /** Makes it answer nobody and close no connection, as a network that is cut does, until `thaw`. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** Stops it and removes everything. */
  remove(): Promise<void>
}

/** Makes and starts a throw-away Postgres just as the product runs it, fsync included. */
export const startOwnPostgres = async (): Promise<OwnPostgres> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backstay-own-')))
  const { cluster } = placeOf(folder)
  const signalAll = async (signal: NodeJS.Signals) => {
    for (const pid of processesOf(cluster)) sendSignal(pid, signal)
  }
  const open = () => startEmbeddedPostgres({ data_dir: folder, log: () => undefined })
  let server = await open()
  return {
    connection: server.connection,
    start: async () => {
      server = await open()
    },
    stop: () => server.stop(),
    kill: async () => {
      const head = readPostmasterFile(cluster)
      if (head === null) throw new Error('Postgres does not run, so it cannot be killed.')
      sendSignal(head.pid, 'SIGKILL')
      await server.died
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    remove: async () => {
      await signalAll('SIGCONT')
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
