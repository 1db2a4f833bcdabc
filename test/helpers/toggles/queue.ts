import { sql } from 'kysely'
import type { Context } from '../../../src/context.ts'
import type { Db } from '../../../src/db/database.ts'
import type { Jobs } from '../../../src/jobs/jobs.ts'
import { isoPlusMs } from '../../../src/lib/clock.ts'
import { handlers } from '../../../src/worker/handlers.ts'
import { Killed } from './mortal.ts'

type Job = { id: number; task: string; input: unknown; attempts: number }

/** A queue in a table, by the clock of the test: jobs exist when their transaction commits, and run at least once. */
export const prepareQueue = (db: Db) =>
  sql`create table test_jobs (id serial primary key, task text not null, input jsonb not null,
    start_after timestamptz(3), attempts integer not null default 0)`.execute(db)

export const tableJobs: Jobs = {
  enqueue: async (db, task, input, options) => {
    await insert(db, task.name, input, options?.start_after)
    return 'job'
  },
  enqueueMany: async (db, task, inputs, options) => {
    for (const input of inputs) await insert(db, task.name, input, options?.start_after)
    return inputs.map(() => 'job')
  },
}

const insert = (db: Db, task: string, input: unknown, startAfter: string | undefined) =>
  sql`insert into test_jobs (task, input, start_after)
    values (${task}, ${JSON.stringify(input)}, ${startAfter ?? null})`.execute(db)

const atOnce = 4

/** Works what is due, some at once as a worker does; what a killed process had begun stays. Resolves with how many were worked. */
export const workDueJobs = async (db: Db, ctx: Context, only: string | null = null): Promise<number> => {
  const now = ctx.clock.now()
  const { rows } = await sql<Job>`
    select id, task, input, attempts from test_jobs where (start_after is null or start_after <= ${now}) and (${only}::text is null or task = ${only}) order by id`.execute(
    db,
  )
  for (let from = 0; from < rows.length; from += atOnce)
    await Promise.all(rows.slice(from, from + atOnce).map((job) => work(db, ctx, job)))
  return rows.length
}

const work = async (db: Db, ctx: Context, job: Job): Promise<void> => {
  const handler = handlers.find(({ task }) => task.name === job.task)
  if (handler === undefined) throw new Error(`no handler of ${job.task}`)
  const { max_attempts } = handler.task
  const attempt = job.attempts + 1
  const info = {
    id: String(job.id),
    attempt,
    last_attempt: attempt >= max_attempts,
    signal: new AbortController().signal,
  }
  try {
    await handler.run(ctx, job.input, info)
    await sql`delete from test_jobs where id = ${job.id}`.execute(db)
  } catch (error) {
    if (!(error instanceof Killed)) throw error
    const start_after = isoPlusMs(ctx.clock.now(), 5_000)
    await sql`update test_jobs set attempts = attempts + 1, start_after = ${start_after} where id = ${job.id}`.execute(
      db,
    )
  }
}
