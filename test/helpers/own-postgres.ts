import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddedPostgres } from '../../src/db/embedded/embedded-postgres.ts'
import { placeOf } from '../../src/db/embedded/place.ts'
import { readPostmasterFile } from '../../src/db/embedded/postmaster-file.ts'
import { sendSignal } from '../../src/db/embedded/processes.ts'
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
  /** Stops it and removes everything. */
  remove(): Promise<void>
}

/** Makes and starts a throw-away Postgres just as the product runs it, fsync included. */
export const startOwnPostgres = async (): Promise<OwnPostgres> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backstay-own-')))
  const open = () => startEmbeddedPostgres({ data_dir: folder, log: () => undefined })
  let server = await open()
  return {
    connection: server.connection,
    start: async () => {
      server = await open()
    },
    stop: () => server.stop(),
    kill: async () => {
      const head = readPostmasterFile(placeOf(folder).cluster)
      if (head === null) throw new Error('Postgres does not run, so it cannot be killed.')
      sendSignal(head.pid, 'SIGKILL')
      await server.died
    },
    remove: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
