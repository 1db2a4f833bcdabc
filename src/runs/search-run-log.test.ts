import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { logRun } from './log-run.ts'
import { mostLooked } from './log-search-queries.ts'
import type { SearchRunLogQuery } from './schema.ts'
import { searchRunLog } from './search-run-log.ts'
import { startRun } from './start-run.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
beforeEach(() => t.ctx.db.deleteFrom('runs').execute())
afterAll(() => t.end())

const search = (query: Partial<SearchRunLogQuery> & { q: string }) => searchRunLog(t.ctx, { limit: 50, ...query })
const messages = async (query: Partial<SearchRunLogQuery> & { q: string }) =>
  (await search(query)).data.map(({ message }) => message)

const runSaying = async (kind: 'sync' | 'backup', lines: readonly string[], level: 'info' | 'warning' | 'error') => {
  t.clock.advanceMs(60_000)
  const run = await startRun(t.ctx, { kind, organization_id: null })
  await logRun(t.ctx, { run_id: run.id, level, message: lines })
  return run
}

/** As many runs as there are lines, oldest first, at once. */
const runsSaying = async (lines: readonly string[]) => {
  const ids = lines.map(() => t.ctx.ids.make('run'))
  await sql`
    insert into runs (id, kind, state, progress, stats, requested_by_kind, requested_by_name, created_at, updated_at)
    select id, 'sync', 'queued', '{"kind":"none"}', '{}', 'system', 'Backstay', ${t.clock.now()}, ${t.clock.now()}
    from unnest(${ids}::text[]) id`.execute(t.ctx.db)
  await sql`
    insert into run_log (run_id, at, level, message)
    select id, ${t.clock.now()}, 'info', line from unnest(${ids}::text[], ${lines}::text[]) l (id, line)`.execute(
    t.ctx.db,
  )
}

test('lines are found in the logs of all runs, newest run first, and say of which run they are', async () => {
  const first = await runSaying('sync', ['Asked the provider', 'It was 100% slow', 'Asked again'], 'info')
  const second = await runSaying('backup', ['ASKED restic', 'nothing'], 'warning')
  expect(await messages({ q: 'asked' })).toEqual(['ASKED restic', 'Asked the provider', 'Asked again'])
  const { data, next_cursor, searched_since } = await search({ q: '100%' })
  expect(data).toEqual([
    {
      ...{ run_id: first.id, run_kind: 'sync', run_created_at: first.created_at, organization_id: null },
      ...{ server_id: null, server_name: null, provider_account_id: null },
      ...{ seq: expect.any(Number), at: first.created_at, level: 'info', message: 'It was 100% slow' },
    },
  ])
  expect([next_cursor, searched_since]).toEqual([null, null])
  expect(await messages({ q: 'a_k' }), 'what stands for any letter in patterns is a letter').toEqual([])
  expect(await messages({ q: 'asked', level: 'warning' })).toEqual(['ASKED restic'])
  expect(await messages({ q: 'asked', level: 'error' })).toEqual([])
  expect(await messages({ q: 'asked', kind: 'sync' })).toEqual(['Asked the provider', 'Asked again'])
  expect(await messages({ q: 'asked', until: second.created_at })).toEqual(['Asked the provider', 'Asked again'])
  expect(await search({ q: 'asked', since: second.created_at })).toMatchObject({
    data: [{ run_id: second.id }],
    searched_since: second.created_at,
  })
})

test('page after page comes each line once, also where a page ends within a run', async () => {
  await runSaying('sync', ['line 1', 'other', 'line 2', 'line 3'], 'info')
  await runSaying('sync', ['line 4', 'line 5'], 'info')
  const found: string[] = []
  let cursor: string | undefined
  for (let page = 0; page < 10; page += 1) {
    const { data, next_cursor } = await search({ q: 'line', limit: 1, cursor })
    found.push(...data.map(({ message }) => message))
    if (next_cursor === null) break
    cursor = next_cursor
  }
  expect(found).toEqual(['line 4', 'line 5', 'line 1', 'line 2', 'line 3'])
  await expect(search({ q: 'line', cursor: 'bm8' })).rejects.toMatchObject({ code: 'invalid_cursor' })
})

test('a page looks through so many runs and says back to when; the next one goes on from there', async () => {
  const old = await runSaying('sync', ['a needle'], 'info')
  t.clock.advanceMs(60_000)
  // One more than a page looks through.
  await runsSaying(Array(mostLooked + 1).fill('hay'))
  const first = await search({ q: 'needle' })
  expect(first).toMatchObject({ data: [], searched_since: t.clock.now(), next_cursor: expect.any(String) })
  const second = await search({ q: 'needle', cursor: first.next_cursor ?? '' })
  expect(second).toMatchObject({ data: [{ run_id: old.id }], searched_since: null, next_cursor: null })
})

test('runs that are made while a page is looked for bring no line twice, and hide none', async () => {
  await runsSaying(
    [...Array(10).fill('an old needle'), ...Array(mostLooked - 5).fill('hay')].map((line, n) => `${line} ${n}`),
  )
  const found: string[] = []
  let cursor: string | undefined
  for (let page = 0; page < 10; page += 1) {
    let made = false
    const db = t.ctx.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (!made) await runsSaying(Array(5).fill('more hay'))
        made = true
        return result
      },
    })
    const { data, next_cursor } = await searchRunLog({ ...t.ctx, db }, { q: 'needle', limit: 50, cursor })
    found.push(...data.map(({ message }) => message))
    if (next_cursor === null) break
    cursor = next_cursor
  }
  expect(found).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => `an old needle ${n}`))
})
