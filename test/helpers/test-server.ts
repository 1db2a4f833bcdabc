import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Connection } from '../../src/db/database.ts'

/** Where tests find Postgres; plain data, so that it can be handed to the workers. */
export type TestDatabases = {
  /** A database to run `create database` from. */
  admin: Connection
  /** A migrated database to make copies of. */
  template: string
  /** What names of this run's databases start with. */
  prefix: string
}

export type TestServer = { databases: TestDatabases; stop(): Promise<void> }

/** What the keeper writes as its one line. */
export type KeeperReport = { ready: TestDatabases } | { failed: string }

/**
 * A Postgres for tests: the server that DATABASE_URL names, otherwise an embedded one in a temporary folder. A process of
 * its own keeps it and cleans up when its input closes, which also happens when this process is killed.
 */
export const startTestServer = async (): Promise<TestServer> => {
  const keeper = spawn(process.execPath, [`${import.meta.dirname}/test-server-keeper.ts`], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C goes to the whole group of the terminal; the keeper must outlive the runner to clean up after it.
    detached: true,
  })
  const exited = once(keeper, 'exit')
  const line = await Promise.race([once(createInterface(keeper.stdout), 'line'), exited.then(() => null)])
  // The keeper is our own program, so its line has the shape that it says.
  const report = (line === null ? { failed: 'it ended early' } : JSON.parse(String(line[0]))) as KeeperReport
  if ('failed' in report) throw new Error(`No Postgres for the tests: ${report.failed}`)
  return {
    databases: report.ready,
    stop: async () => {
      keeper.stdin.end()
      await exited
    },
  }
}
