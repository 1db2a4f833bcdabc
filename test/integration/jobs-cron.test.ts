import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type CronEntry, cronEntry } from '../../src/jobs/cron.ts'
import { handlerOf } from '../../src/jobs/handler.ts'
import type { JobsRunning } from '../../src/jobs/start-jobs.ts'
import { defineTask } from '../../src/tasks.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { startWorker } from '../helpers/jobs.ts'
import { until } from '../helpers/until.ts'

const input = z.object({ n: z.number() })
const task = defineTask('test.ticks', { input })

let database: TestDatabase
const started: JobsRunning[] = []

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  for (const worker of started.splice(0)) await worker.stop({ grace_ms: 10_000 })
  await database.drop()
})

const work = async (cron: readonly CronEntry[], run: () => Promise<unknown> = async () => undefined) => {
  const worker = await startWorker({ ...database, handlers: [handlerOf(task, run)], cron })
  started.push(worker)
  return worker
}

const rowsOf = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
  (await query.execute(database.db)).rows

/** Resolves when the calendar has been looked at so many times from now on, by whichever process. */
const looks = async (count: number) => {
  const seen = new Set<string>()
  await until(async () => {
    const [row] = await rowsOf(sql<{ at: string }>`select cron_on as at from pgboss.version`)
    if (row?.at) seen.add(row.at)
    return seen.size > count
  })
}

/** When jobs were made, as minutes. */
const minutesOfJobs = () =>
  rowsOf(sql<{ minute: string; count: number }>`
    select date_trunc('minute', singleton_on) as minute, count(*)::int as count
    from pgboss.job where name = '__pgboss__send-it' group by 1`)

const countJobs = async () => {
  const [row] = await rowsOf(
    sql<{ count: number }>`select count(*)::int as count from pgboss.job where name = ${task.name}`,
  )
  return row?.count ?? 0
}

test('three processes with one calendar start a task once in each of its minutes', async () => {
  let runs = 0
  const entry = cronEntry({ task, cron: '* * * * *', time_zone: 'UTC', input: { n: 1 } })
  const run = async () => {
    runs += 1
  }
  for (const _ of [1, 2, 3]) await work([entry], run)
  await until(() => runs > 0)
  await looks(5)
  const minutes = await minutesOfJobs()
  // Two when a minute began meanwhile.
  expect([1, 2]).toContain(minutes.length)
  for (const { count } of minutes) expect(count).toBe(1)
  await until(() => runs === minutes.length)
  expect(await countJobs()).toBe(minutes.length)
})

test('occurrences that were missed while nothing ran become one job', async () => {
  await (await work([])).stop({ grace_ms: 0 })
  const [missed] = await rowsOf(sql<{ cron: string }>`
    select extract(minute from at)::int || ' * * * *' as cron from (select now() - interval '30 minutes' as at) t`)
  const entry = cronEntry({ task, cron: missed?.cron ?? '', time_zone: 'UTC', input: { n: 1 } })
  await (await work([entry])).stop({ grace_ms: 0 })
  expect(await countJobs()).toBe(0)
  // As if that had been five hours ago.
  await sql`update pgboss.version set cron_on = now() - interval '5 hours'`.execute(database.db)
  await sql`update pgboss.schedule set created_on = now() - interval '9 hours'`.execute(database.db)
  let runs = 0
  await work([entry], async () => {
    runs += 1
  })
  await until(() => runs > 0)
  await looks(3)
  expect(runs).toBe(1)
  expect(await countJobs()).toBe(1)
})

test('an occurrence is dropped while a job with the same key is still queued', async () => {
  const keyed = defineTask('test.keyed-ticks', { input, key: () => 'one' })
  const handlers = [handlerOf(keyed, async () => undefined)]
  const entry = cronEntry({ task: keyed, cron: '* * * * *', time_zone: 'UTC', input: { n: 1 } })
  const first = await startWorker({ ...database, handlers })
  const start_after = '2999-01-01T00:00:00.000Z'
  await first.jobs.enqueue(database.db, keyed, { n: 2 }, { start_after })
  await first.stop({ grace_ms: 0 })
  started.push(await startWorker({ ...database, handlers, cron: [entry] }))
  await until(async () => {
    const sent = await rowsOf(sql`select 1 from pgboss.job where name = '__pgboss__send-it' and state = 'completed'`)
    return sent.length > 0
  })
  expect(await rowsOf(sql`select data from pgboss.job where name = ${keyed.name}`)).toEqual([{ data: { n: 2 } }])
})

test('the stored calendar follows the list, and what did not change is left alone', async () => {
  const entry = (name: string, cron: string) =>
    cronEntry({ task, cron, time_zone: 'Europe/Berlin', input: { n: 1 }, name })
  const stored = () =>
    rowsOf(sql<{ key: string; cron: string; timezone: string; updated_on: string }>`
      select key, cron, timezone, updated_on from pgboss.schedule order by key`)
  await (await work([entry('kept', '1 1 1 1 *'), entry('moved', '2 1 1 1 *'), entry('gone', '3 1 1 1 *')])).stop({
    grace_ms: 0,
  })
  const before = await stored()
  expect(before.map(({ key }) => key)).toEqual(['gone', 'kept', 'moved'])
  await work([entry('kept', '1 1 1 1 *'), entry('moved', '2 2 1 1 *'), entry('new', '4 1 1 1 *')])
  const after = await stored()
  expect(after.map(({ key, cron }) => [key, cron])).toEqual([
    ['kept', '1 1 1 1 *'],
    ['moved', '2 2 1 1 *'],
    ['new', '4 1 1 1 *'],
  ])
  expect(after.every(({ timezone }) => timezone === 'Europe/Berlin')).toBe(true)
  expect(after[0]).toEqual(before[1])
})

test('input that does not fit, and a time zone that does not exist, are refused before anything is started', async () => {
  const wrong = JSON.parse('{"n":"one"}')
  expect(() => cronEntry({ task, cron: '* * * * *', time_zone: 'UTC', input: wrong })).toThrow('test.ticks: n: ')
  const nowhere = cronEntry({ task, cron: '* * * * *', time_zone: 'Europe/Atlantis', input: { n: 1 } })
  await expect(work([nowhere])).rejects.toThrow('Europe/Atlantis')
})
