import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'kysely'
import { noOrigin, systemCaller } from '../../src/context.ts'
import { createDb, createPool, type Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import { ensureHouseOrganization } from '../../src/organizations/ensure-house-organization.ts'
import { allTasks } from '../../src/tasks.ts'
import { databaseUrl } from '../helpers/database-url.ts'
import { testServices } from '../helpers/jobs.ts'
import { startOwnPostgres } from '../helpers/own-postgres.ts'
import type { Figure } from './figure.ts'
import { analyze, fillServers } from './fleet.ts'

const due = 100_000
const workers = 3

/** A hundred thousand protections due in one minute: three workers start their backups, one of them is killed on the way. */
export const benchScheduler = async (): Promise<Figure[]> => {
  const postgres = await startOwnPostgres()
  const { connection } = postgres
  const log = createLog('error')
  await migrate(connection, { log })
  const limits = { max: 4, statement_timeout_ms: 300_000, application_name: 'backstay bench', onError: () => undefined }
  const pool = createPool(connection, limits)
  const db = createDb(pool)
  const queue = await startJobs({ connection, log, clock: systemClock, tasks: allTasks, role: 'enqueue_only' })
  const ctx = { ...testServices(db, queue.jobs, log), caller: systemCaller, origin: noOrigin }
  const processes: ChildProcess[] = []
  try {
    await ensureHouseOrganization(ctx)
    await fillServers(ctx, due)
    await fillProtections(db)
    await analyze(ctx)
    const program = join(import.meta.dirname, 'scheduler-process.ts')
    const options = { execArgv: ['--disable-warning=ExperimentalWarning'] }
    for (let index = 0; index < workers; index += 1) {
      const child = fork(program, [databaseUrl(connection)], options)
      processes.push(child)
      await once(child, 'message')
    }
    const begun = performance.now()
    for (const child of processes) child.send('start')
    // Somewhere in the middle of its work, which is in the middle of a transaction.
    await untilStarted(db, due / 4)
    processes[0]?.kill('SIGKILL')
    await Promise.all(processes.slice(1).map((child) => once(child, 'message')))
    const seconds = (performance.now() - begun) / 1_000
    const counts = await countAll(db)
    if (counts.left > 0 || counts.servers !== due || counts.commands !== due || counts.runs !== due)
      throw new Error(`not each exactly once: ${JSON.stringify(counts)}`)
    return [
      {
        name: 'scheduler: 100,000 backups due at once, started',
        value: seconds,
        unit: 's',
        compared_to: 'target ≤ 10 s',
        note: `${workers} workers, one killed; each once: ${JSON.stringify(counts)}`,
      },
    ]
  } finally {
    for (const child of processes) child.kill('SIGKILL')
    await queue.stop({ grace_ms: 0 })
    await pool.end()
    await postgres.remove()
  }
}

/** Each with an agent and a repository, due within the last minute, at three times of day in as many zones. */
const fillProtections = async (db: Db): Promise<void> => {
  await sql`insert into storage_locations (id, name, kind, settings, failure_domain, is_default, created_at, updated_at)
    values ('loc_bench', 'Bench', 'disk', '{"path":""}', 'here', true, now(), now()) on conflict do nothing`.execute(db)
  await sql`insert into plans (id, name, price_minor, currency, price_as_of, retention_days, features, methods, plan_types, created_at, updated_at)
    values ('pln_bench', 'Bench', 499, 'EUR', now(), 30, '{}', '{files}', '{basic}', now(), now())`.execute(db)
  await sql`insert into repositories (id, server_id, storage_location_id, sealed_password, initialized_at, created_at, updated_at)
    select 'rep_' || right(id, 26), id, 'loc_bench', '', now(), now(), now() from servers`.execute(db)
  await sql`insert into agents (id, server_id, secret_hash, machine_id, hostname, os, arch, version, protocol_version, last_seen_at, created_at, updated_at)
    select 'agt_' || right(id, 26), id, '', id, name, 'linux', 'x64', '0.1.0', 1, now(), now(), now() from servers`.execute(
    db,
  )
  await sql`insert into protections (id, server_id, method, desired_state, observed_state, phase, plan_id, schedule, settings,
      wanted_since, next_run_at, created_at, updated_at)
    select 'prt_' || right(id, 26), id, 'files', 'on', 'on', 'idle', 'pln_bench',
      jsonb_build_object('every', 'day', 'at', jsonb_build_array('02:00'), 'time_zone',
        (array['UTC', 'Europe/Berlin', 'America/New_York'])[1 + ('x' || right(md5(id), 4))::bit(16)::int % 3]),
      null, now(), now() - make_interval(secs => random() * 60), now(), now() from servers`.execute(db)
}

const untilStarted = async (db: Db, count: number): Promise<void> => {
  for (;;) {
    const { rows } = await sql<{ started: number }>`select count(*)::int as started from agent_commands`.execute(db)
    if ((rows[0]?.started ?? 0) >= count) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const countAll = async (db: Db) => {
  const { rows } = await sql<{ left: number; commands: number; servers: number; runs: number }>`
    select (select count(*) from protections where next_run_at <= now())::int as left,
      (select count(*) from agent_commands)::int as commands,
      (select count(distinct server_id) from agent_commands)::int as servers,
      (select count(*) from runs where kind = 'backup')::int as runs`.execute(db)
  const [counts] = rows
  if (counts === undefined) throw new Error('Postgres did not count.')
  return counts
}
