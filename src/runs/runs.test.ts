import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import { beginRun } from './begin-run.ts'
import { cancelRun } from './cancel-run.ts'
import { finishRun } from './finish-run.ts'
import { getRun } from './get-run.ts'
import { listRunLog } from './list-run-log.ts'
import { listRuns } from './list-runs.ts'
import { logRun } from './log-run.ts'
import { readRun } from './read-run.ts'
import { recordProgress } from './record-progress.ts'
import { recordSent } from './record-sent.ts'
import { removeOldRuns } from './remove-old-runs.ts'
import { startRun } from './start-run.ts'
import { mayMove } from './states.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

const sync = () => startRun(t.ctx, { kind: 'sync', organization_id: null })

test('a run from its start to its end, with a log', async () => {
  const { id } = await sync()
  expect(await getRun(t.ctx, { run_id: id })).toMatchObject({
    state: 'queued',
    outcome: null,
    progress: { kind: 'none' },
  })
  expect(await beginRun(t.ctx, { run_id: id })).toMatchObject({ state: 'running', started_at: t.clock.now() })
  const started = t.clock.now()
  t.clock.advanceMs(1_000)
  expect(await beginRun(t.ctx, { run_id: id }), 'after its worker was lost').toMatchObject({ started_at: started })
  await logRun(t.ctx, { run_id: id, message: ['one', `two ${'\u0000'.repeat(3)}`] })
  expect(await recordProgress(t.ctx, { run_id: id, progress: { kind: 'exact', percent: 50 } })).toEqual({ go_on: true })
  expect(await finishRun(t.ctx, { run_id: id, outcome: 'warning', stats: { found: 3 } })).toBe(true)
  expect(await finishRun(t.ctx, { run_id: id, outcome: 'failed' }), 'the first end counts').toBe(false)
  expect(await beginRun(t.ctx, { run_id: id })).toBeNull()
  expect(await recordProgress(t.ctx, { run_id: id, progress: { kind: 'none' } })).toEqual({ go_on: false })
  expect(await getRun(t.ctx, { run_id: id })).toMatchObject({
    outcome: 'warning',
    stats: { found: 3 },
    progress: { kind: 'exact', percent: 100 },
    finished_at: t.clock.now(),
  })
  const first = await listRunLog(t.ctx, { run_id: id, limit: 1 })
  const rest = await listRunLog(t.ctx, { run_id: id, limit: 1, cursor: first.next_cursor ?? '' })
  expect([first, rest].map((page) => page.data[0]?.message)).toEqual(['one', 'two '])
  expect(rest.next_cursor).toBeNull()
})

test('runs are found by a part of the name of their server or account, or by their id', async () => {
  const account = await newProviderAccount(t.ctx, null, { label: 'Vultr (Frankfurt)' })
  const owner = { organization_id: t.house_id, provider_account_id: account }
  const server_id = await newServer(t.ctx, owner, { name: 'db_primary' })
  const backup = await startRun(t.ctx, {
    kind: 'backup',
    organization_id: t.house_id,
    server: { id: server_id, name: 'db_primary' },
  })
  const synced = await startRun(t.ctx, { kind: 'sync', organization_id: null, provider_account_id: account })
  const found = async (q: string) => (await listRuns(t.ctx, { q, limit: 5 })).data.map(({ id }) => id)
  expect(await found('B_PRI')).toEqual([backup.id])
  expect(await found('dbxprimary'), 'as plain text').toEqual([])
  expect(await found('frankfurt')).toEqual([synced.id])
  expect(await found(backup.id)).toEqual([backup.id])
  expect(await found('')).toEqual(expect.arrayContaining([backup.id, synced.id]))
  const end = {
    outcome: 'failed',
    error: { code: 'frankfurt_gone', message: 'Frankfurt took 100% of 3 tries.' },
  } as const
  await finishRun(t.ctx, { run_id: backup.id, ...end })
  expect(await found('TRIES of'), 'all words of its error, in any order').toEqual([backup.id])
  expect(await found('tries never')).toEqual([])
  expect(await found('of 3'), 'too short for any index').toEqual([])
  expect(await found('tries 1_0%'), 'as plain text').toEqual([])
  expect(await found('frankfurt'), 'newest first, each once').toEqual([synced.id, backup.id])
})

test('an error becomes the last line of the log', async () => {
  const { id } = await sync()
  await finishRun(t.ctx, {
    run_id: id,
    outcome: 'failed',
    error: { code: 'provider_unavailable', message: 'No answer.' },
  })
  expect((await listRunLog(t.ctx, { run_id: id, limit: 5 })).data).toMatchObject([
    { level: 'error', message: 'No answer.' },
  ])
})

test('cancelling: a waiting run at once, a running one at its next step, and not what a provider is at', async () => {
  const waiting = await sync()
  expect(await cancelRun(t.ctx, { run_id: waiting.id })).toMatchObject({ state: 'finished', outcome: 'cancelled' })
  await expect(cancelRun(t.ctx, { run_id: waiting.id })).rejects.toMatchObject({ code: 'conflict' })

  const running = await sync()
  await beginRun(t.ctx, { run_id: running.id })
  expect(await cancelRun(t.ctx, { run_id: running.id })).toMatchObject({ state: 'running', outcome: null })
  expect(await recordProgress(t.ctx, { run_id: running.id, progress: { kind: 'none' } })).toEqual({ go_on: false })

  const deploy = await startRun(t.ctx, { kind: 'deploy', organization_id: null, state: 'running' })
  await expect(cancelRun(t.ctx, { run_id: deploy.id })).rejects.toMatchObject({ code: 'conflict' })
})

test('what is sent is kept, and nothing is sent for a run that has ended', async () => {
  const { id } = await startRun(t.ctx, { kind: 'deploy', organization_id: null, state: 'running' })
  await recordSent(t.ctx, { run_id: id, sent_at: t.clock.now() })
  await recordSent(t.ctx, { run_id: id, action_ref: '17' })
  expect(await readRun(t.ctx, { run_id: id })).toMatchObject({ sent_at: t.clock.now(), action_ref: '17' })
  await finishRun(t.ctx, { run_id: id, outcome: 'succeeded' })
  await expect(recordSent(t.ctx, { run_id: id, sent_at: t.clock.now() })).rejects.toMatchObject({ code: 'conflict' })
})

test('filters, and pages that go on where the last one ended', async () => {
  const server = { id: t.ctx.ids.make('srv'), name: 'web-1' }
  const ids: string[] = []
  for (let n = 0; n < 5; n++)
    ids.unshift((await startRun(t.ctx, { kind: 'enable', organization_id: t.house_id, server })).id)
  await finishRun(t.ctx, { run_id: ids[0] ?? '', outcome: 'failed' })
  const all = await listRuns(t.ctx, { server_id: server.id, limit: 50 })
  expect(all.data.map(({ id }) => id)).toEqual(ids)
  const first = await listRuns(t.ctx, { server_id: server.id, limit: 2 })
  const next = await listRuns(t.ctx, { server_id: server.id, limit: 2, cursor: first.next_cursor ?? '' })
  expect(next.data.map(({ id }) => id)).toEqual(ids.slice(2, 4))
  const list = async (filter: object) =>
    (await listRuns(t.ctx, { server_id: server.id, limit: 50, ...filter })).data.length
  expect(await Promise.all([{ outcome: 'failed' }, { state: 'queued' }, { kind: 'sync' }].map(list))).toEqual([1, 4, 0])
})

test('syncs that ended well are forgotten in time; what went wrong stays', async () => {
  const [good, bad] = [await sync(), await sync()]
  await finishRun(t.ctx, { run_id: good.id, outcome: 'succeeded' })
  await finishRun(t.ctx, { run_id: bad.id, outcome: 'failed' })
  t.clock.advanceMs(31 * 86_400_000)
  await removeOldRuns(t.ctx)
  await expect(getRun(t.ctx, { run_id: good.id })).rejects.toMatchObject({ code: 'not_found' })
  await getRun(t.ctx, { run_id: bad.id })
})

test('the table of moves', () => {
  expect(mayMove('queued', 'running') && mayMove('running', 'finished') && mayMove('running', 'running')).toBe(true)
  expect(mayMove('finished', 'running') || mayMove('finished', 'finished')).toBe(false)
})
