import { sql } from 'kysely'
import { z } from 'zod'
import { createDb, createPool, type Db } from '../../src/db/database.ts'
import { handlerOf } from '../../src/jobs/handler.ts'
import { type JobsRunning, startJobs } from '../../src/jobs/start-jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import { defineTask, type Task } from '../../src/tasks.ts'
import { testServices } from '../helpers/jobs.ts'
import { startOwnPostgres } from '../helpers/own-postgres.ts'
import { until } from '../helpers/until.ts'
import type { Figure } from './figure.ts'
import { ratesInTurns } from './rates-in-turns.ts'

type Input = { n: number }
const input = z.object({ n: z.number() })
const filler = defineTask('bench.filler', { input })
// As in the product: slow work, the default, and work that takes next to no time.
const oneByOne = defineTask('bench.one_by_one', { input, concurrency: { workers: 4, batch: 1 } })
const usual = defineTask('bench.default', { input })
const bulk = defineTask('bench.bulk', { input, concurrency: { workers: 4, batch: 250 } })
const tasks = [filler, oneByOne, usual, bulk]

const connections = 8

const inputs = (count: number): Input[] => Array.from({ length: count }, (_, n) => ({ n }))

/** How many jobs a second go into the queue, and through one worker process, on the embedded Postgres with fsync on. */
export const benchJobs = async (): Promise<Figure[]> => {
  const postgres = await startOwnPostgres()
  const { connection } = postgres
  const limits = {
    max: connections,
    statement_timeout_ms: 60_000,
    application_name: 'backstay bench',
    onError: () => undefined,
  }
  const pool = createPool(connection, limits)
  const db = createDb(pool)
  const log = createLog('error')
  const queue = await startJobs({ connection, log, clock: systemClock, tasks, role: 'worker' })
  try {
    await sql`create table bare (id bigint generated always as identity primary key, data jsonb not null)`.execute(db)
    return [...(await benchEnqueue(db, queue)), ...(await benchWork(db, queue))]
  } finally {
    await queue.stop({ grace_ms: 0 })
    await pool.end()
    await postgres.remove()
  }
}

/** A row in a transaction of its own: what everything here is held against. */
const bareInsert = (db: Db) => () => sql`insert into bare (data) values (${JSON.stringify({ n: 1 })})`.execute(db)

const benchEnqueue = async (db: Db, { jobs }: JobsRunning): Promise<Figure[]> => {
  const thousand = inputs(1_000)
  const acts = {
    bare: bareInsert(db),
    single: () => jobs.enqueue(db, filler, { n: 1 }),
    many: () => jobs.enqueueMany(db, filler, thousand),
  }
  const rates = await ratesInTurns(acts, 3)
  const atOnce = (act: () => Promise<unknown>) => () => Promise.all(Array.from({ length: connections }, act))
  const together = await ratesInTurns({ bare: atOnce(acts.bare), single: atOnce(acts.single) }, 3)
  await sql`truncate pgboss.job`.execute(db)
  const note = 'one connection, a transaction each'
  return [
    { name: 'jobs.bare_insert', value: Math.round(rates.bare), unit: 'rows/s', note },
    figure('jobs.enqueue_single', rates.single, rates.bare, note),
    figure(
      'jobs.enqueue_at_once',
      together.single * connections,
      together.bare * connections,
      `${connections} connections, a transaction each; so are the bare inserts`,
    ),
    figure('jobs.enqueue_many', rates.many * thousand.length, rates.bare, '1,000 in one transaction'),
  ]
}

const benchWork = async (db: Db, queue: JobsRunning): Promise<Figure[]> => {
  const counts = new Map<string, number>()
  const counted = (task: Task<Input>) => handlerOf(task, async () => void counts.set(task.name, doneOf(task) + 1))
  const doneOf = (task: Task<Input>) => counts.get(task.name) ?? 0
  await queue.work(testServices(db, queue.jobs, createLog('error')), tasks.map(counted))
  const bare = async () => (await ratesInTurns({ bare: bareInsert(db) }, 1)).bare
  const figures: Figure[] = []
  let before = await bare()
  for (const [task, count] of [
    [oneByOne, 2_000],
    [usual, 4_000],
    [bulk, 40_000],
  ] as const) {
    const startedMs = performance.now()
    await queue.jobs.enqueueMany(db, task, inputs(count))
    await until(() => doneOf(task) === count, 300_000)
    const rate = (count * 1_000) / (performance.now() - startedMs)
    await until(async () => (await queue.health()).running === 0)
    const after = await bare()
    const { workers, batch } = task.concurrency
    const note = `one process, ${workers} workers × ${batch}, enqueueing included`
    figures.push(figure(task.name.replace('bench.', 'jobs.work_'), rate, (before + after) / 2, note))
    before = after
  }
  return figures
}

const figure = (name: string, value: number, bare: number, note: string): Figure => ({
  name,
  value: Math.round(value),
  unit: 'jobs/s',
  compared_to: `${(value / bare).toFixed(2)} × bare inserts (${Math.round(bare)}/s)`,
  note,
})
