import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newFileServer } from '../../test/helpers/file-servers.ts'
import { dayMs, hourMs } from '../lib/clock.ts'
import { recordRecoveryPoint } from '../recovery-points/record-recovery-point.ts'
import { finishRun } from '../runs/finish-run.ts'
import { startRun } from '../runs/start-run.ts'
import { refreshDueFacts } from './facts/refresh-due-facts.ts'
import { refreshServerFacts } from './facts/refresh-server-facts.ts'
import { tellMissed } from './tell-missed.ts'

let t: TestContext
beforeEach(async () => {
  t = await createTestContext()
})
afterEach(() => t.end())

const look = async () => {
  await refreshDueFacts(t.ctx, {})
  await tellMissed(t.ctx)
}
const told = async () => {
  const rows = await t.ctx.db.selectFrom('notices').select(['kind', 'server_id', 'detail']).orderBy('id').execute()
  return rows.map(({ kind, server_id }) => `${kind} ${server_id}`)
}
const recordGood = async (server_id: string, protection_id: string) => {
  const outcome = 'succeeded' as const
  const point = {
    server_id,
    protection_id,
    method: 'files' as const,
    ref: t.clock.now(),
    run_id: t.clock.now(),
    outcome,
  }
  await recordRecoveryPoint(t.ctx, { ...point, taken_at: t.clock.now() })
  await refreshServerFacts(t.ctx, { server_id })
}

test('each protection has the deadline of its own cadence, and what never succeeded or hangs is missed once', async () => {
  const daily = await newFileServer(t.ctx, t.house_id)
  const weekly = await newFileServer(t.ctx, t.house_id)
  const schedule = JSON.stringify({ every: 'week', weekdays: ['friday'], at: ['02:00'], time_zone: 'UTC' })
  await t.ctx.db.updateTable('protections').set({ schedule }).where('id', '=', weekly.protection_id).execute()
  for (const { server_id } of [daily, weekly]) await refreshServerFacts(t.ctx, { server_id })
  await recordGood(weekly.server_id, weekly.protection_id)
  // The daily one's only run hangs: it runs for ever, and no good backup comes of it.
  const server = { id: daily.server_id, name: 'hangs' }
  await startRun(t.ctx, { kind: 'backup', organization_id: t.house_id, server, state: 'running' })

  t.clock.advanceMs(14 * hourMs)
  await look()
  expect(await told(), 'late, and within its grace').toEqual([])
  t.clock.advanceMs(8 * hourMs)
  await look()
  await look()
  expect(await told()).toEqual([`backup.missed ${daily.server_id}`])
  t.clock.advanceMs(3 * dayMs)
  await look()
  expect(await told(), 'once per miss, and a week is a week').toHaveLength(1)
  t.clock.advanceMs(6 * dayMs)
  await look()
  expect((await told()).slice(1)).toEqual([`backup.missed ${weekly.server_id}`])

  await recordGood(daily.server_id, daily.protection_id)
  await look()
  await look()
  expect((await told()).slice(2)).toEqual([`backup.recovered ${daily.server_id}`])
  t.clock.advanceMs(2 * dayMs)
  await look()
  expect((await told()).slice(3), 'a new miss is told anew').toEqual([`backup.missed ${daily.server_id}`])
})

test('a server that failed and was late is told to be well once, when it is', async () => {
  const { server_id, protection_id } = await newFileServer(t.ctx, t.house_id)
  await refreshServerFacts(t.ctx, { server_id })
  const end = async (outcome: 'failed' | 'succeeded') => {
    const server = { id: server_id, name: 'web' }
    const { id } = await startRun(t.ctx, { kind: 'backup', organization_id: t.house_id, server })
    await finishRun(t.ctx, { run_id: id, outcome })
  }
  t.clock.advanceMs(14 * hourMs)
  await end('failed')
  t.clock.advanceMs(dayMs)
  await look()
  await end('succeeded')
  await recordGood(server_id, protection_id)
  await look()
  const kinds = ['backup.failed', 'backup.missed', 'backup.succeeded', 'backup.recovered']
  expect(await told()).toEqual(kinds.map((kind) => `${kind} ${server_id}`))
})

test('one that was switched off is not told to be well, and paused ones are not missed', async () => {
  const { server_id, protection_id } = await newFileServer(t.ctx, t.house_id)
  await refreshServerFacts(t.ctx, { server_id })
  t.clock.advanceMs(2 * dayMs)
  await look()
  await t.ctx.db
    .updateTable('protections')
    .set({ desired_state: 'off', plan_id: null })
    .where('id', '=', protection_id)
    .execute()
  await refreshServerFacts(t.ctx, { server_id })
  await look()
  expect(await told()).toEqual([`backup.missed ${server_id}`])
  const other = await newFileServer(t.ctx, t.house_id)
  await t.ctx.db.updateTable('protections').set({ phase: 'paused' }).where('id', '=', other.protection_id).execute()
  await refreshServerFacts(t.ctx, { server_id: other.server_id })
  t.clock.advanceMs(5 * dayMs)
  await look()
  expect(await told()).toHaveLength(1)
})

test('thousands that are missed together are told in few statements', async () => {
  const { server_id } = await newFileServer(t.ctx, t.house_id)
  await sql`
    insert into servers (id, organization_id, provider_account_id, provider, provider_ref, name, provider_name, status,
      provider_status, rpo_status, created_at, updated_at)
    select 'srv_many' || n, organization_id, provider_account_id, provider, 'many' || n, name, provider_name, status,
      provider_status, 'missed', created_at, updated_at
    from servers, generate_series(1, 2500) n where id = ${server_id}`.execute(t.ctx.db)
  await tellMissed(t.ctx)
  await tellMissed(t.ctx)
  expect(await told()).toHaveLength(2_500)
})
