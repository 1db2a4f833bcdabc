import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { noOrigin, systemCaller } from '../../../src/context.ts'
import type { Connection, Db } from '../../../src/db/database.ts'
import { createApiKey } from '../../../src/identity/create-api-key.ts'
import { createLog } from '../../../src/lib/log.ts'
import { againAfterDeadlock } from '../again-after-deadlock.ts'
import { createTestDatabase } from '../database.ts'
import { databaseUrl } from '../database-url.ts'
import { freePort } from '../free-port.ts'
import { createHttpClient, type HttpClient, type Json } from '../http-client.ts'
import { testServices } from '../jobs.ts'
import { type MainProcess, startMain } from '../main-process.ts'
import { tableJobs } from './queue.ts'

/** The real server in a process of its own, with its worker, on a database that outlives it. */
export type KillableBackstay = {
  readonly url: string
  readonly db: Db
  readonly connection: Connection
  /** As an operator. */
  readonly client: HttpClient
  start(): Promise<void>
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>
  end(): Promise<void>
}

export const createKillableBackstay = async (extra: Record<string, string> = {}): Promise<KillableBackstay> => {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'backstay-killed-'))
  const port = await freePort()
  const env = {
    BACKSTAY_DATA_DIR: dataDir,
    BACKSTAY_PORT: String(port),
    DATABASE_URL: databaseUrl(database.connection),
    BACKSTAY_SECRET_KEY: 'only-for-tests-only-for-tests-only-for-tests',
    BACKSTAY_ROLES: 'api,worker',
    BACKSTAY_LOG: 'silent',
    ...extra,
  }
  const ctx = { ...testServices(database.db, tableJobs, createLog('silent')), caller: systemCaller, origin: noOrigin }
  const { key } = await createApiKey(ctx, { name: 'test', operator: true })
  let main: MainProcess | null = null
  const kill = async () => {
    main?.child.kill('SIGKILL')
    await main?.ended()
    main = null
  }
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    db: database.db,
    connection: database.connection,
    client: createHttpClient(url, key),
    start: async () => {
      main = startMain(env)
      await main.ready()
    },
    kill,
    end: async () => {
      await kill()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/**
 * Lets time pass for what is stored, by moving all that into the past: leases, changes under way, jobs that wait. `isDown`: no
 * process lives, so the queue has missed its heartbeats and gives the jobs that ran to the next one.
 */
export const passTime = async (db: Db, seconds: number, { isDown = false } = {}): Promise<void> => {
  const span = sql`make_interval(secs => ${seconds})`
  const changes = [
    sql`update servers set lease_until = lease_until - ${span} where lease_until is not null`,
    sql`
      update protections set updated_at = updated_at - ${span}, attempt = case when attempt is null then null else
        jsonb_set(attempt, '{started_at}', to_jsonb(to_char(
          ((attempt->>'started_at')::timestamptz - ${span}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) end
      where phase in ('enabling', 'disabling')`,
    sql`update pgboss.job set start_after = start_after - ${span} where state < 'active'`,
  ]
  if (isDown)
    changes.push(
      sql`update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null where state = 'active'`,
    )
  for (const change of changes) await againAfterDeadlock(() => change.execute(db))
}

/** Waits for a run to its end. */
export const finishedRun = async (client: HttpClient, runId: string): Promise<Json> => {
  for (;;) {
    const { body } = await client.get(`/api/runs/${runId}`)
    if (body.state === 'finished') return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
