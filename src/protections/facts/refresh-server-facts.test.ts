import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newFileProtection, newFileServer } from '../../../test/helpers/file-servers.ts'
import { newProviderAccount, newServer } from '../../../test/helpers/servers.ts'
import { hourMs } from '../../lib/clock.ts'
import { acknowledgeRecoveryPoint } from '../../recovery-points/acknowledge-recovery-point.ts'
import { getRecoveryPoint } from '../../recovery-points/get-recovery-point.ts'
import { listRecoveryPoints } from '../../recovery-points/list-recovery-points.ts'
import { newestGoodPoint } from '../../recovery-points/newest-good-point.ts'
import { recordRecoveryPoint } from '../../recovery-points/record-recovery-point.ts'
import { getServer } from '../../servers/get-server.ts'
import { writeProtection } from '../write-protection.ts'
import { refreshDueFacts } from './refresh-due-facts.ts'
import { refreshServerFacts } from './refresh-server-facts.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

const newProtectedServer = async () => {
  const { ctx, clock } = t
  const { server_id, protection_id } = await newFileServer(ctx, t.house_id)
  const record = (ref: string, extra: object = {}) =>
    recordRecoveryPoint(ctx, {
      server_id,
      protection_id,
      method: 'files',
      ref,
      run_id: `run of ${ref}`,
      taken_at: clock.now(),
      outcome: 'succeeded',
      ...extra,
    })
  return { server_id, protection_id, record }
}

test('a server shows its newest backup, its strip and whether its RPO is met; time alone changes them', async () => {
  const { server_id, record } = await newProtectedServer()
  const show = async () => {
    const { last_backup_at, rpo_status, strip } = await getServer(t.ctx, { server_id })
    return { last_backup_at, rpo_status, files: strip?.files.slice(-4) ?? null }
  }
  expect(await show()).toEqual({ last_backup_at: null, rpo_status: null, files: null })
  await refreshServerFacts(t.ctx, { server_id })
  expect(await show()).toEqual({ last_backup_at: null, rpo_status: 'met', files: 'nnnn' })

  // 02:10 of the next day.
  t.clock.advanceMs(14 * hourMs + 600_000)
  const taken_at = t.clock.now()
  await record('one')
  await refreshServerFacts(t.ctx, { server_id })
  expect(await show()).toEqual({ last_backup_at: taken_at, rpo_status: 'met', files: 'nnnp' })

  t.clock.advanceMs(25.5 * hourMs)
  await refreshDueFacts(t.ctx, {})
  expect(await show()).toEqual({ last_backup_at: taken_at, rpo_status: 'at_risk', files: 'nnpo' })
  t.clock.advanceMs(7 * hourMs)
  await refreshDueFacts(t.ctx, {})
  expect(await show()).toEqual({ last_backup_at: taken_at, rpo_status: 'missed', files: 'nnpm' })
  // Nothing is due any more.
  await refreshDueFacts(t.ctx, {})
})

test('what a change of the protections says of a server is worked out anew, soon', async () => {
  const { server_id, protection_id } = await newProtectedServer()
  await refreshServerFacts(t.ctx, { server_id })
  const rpo = async () => (await getServer(t.ctx, { server_id })).rpo_status
  const asked = () => t.queue.filter(({ task }) => task === 'protections.refresh-due-facts').length
  await writeProtection(t.ctx, protection_id, { observed_state: 'on', phase: 'idle' })
  await refreshDueFacts(t.ctx, {})
  expect(await rpo()).toBe('met')
  const before = asked()
  await writeProtection(t.ctx, protection_id, { next_run_at: t.clock.now() })
  expect(asked(), 'nothing that it shows has changed').toBe(before)
  await writeProtection(t.ctx, protection_id, { desired_state: 'off', observed_state: 'off', plan_id: null })
  expect(asked()).toBe(before + 1)
  await refreshDueFacts(t.ctx, {})
  expect(await rpo()).toBeNull()
})

test('recovery points: recorded once, listed newest first in pages, acknowledged with those before', async () => {
  const { server_id, protection_id, record } = await newProtectedServer()
  const warning = { code: 'files_skipped', message: 'Two files were skipped.' }
  const made: string[] = []
  for (const ref of ['a', 'b', 'c', 'd']) {
    t.clock.advanceMs(hourMs)
    made.unshift((await record(ref, ref === 'a' ? {} : { outcome: 'warning', warning })).id)
  }
  expect((await record('d', { run_id: 'another' })).run_id).toBe('run of d')

  const first = await listRecoveryPoints(t.ctx, { server_id, limit: 3 })
  expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 3))
  const second = await listRecoveryPoints(t.ctx, { server_id, limit: 3, cursor: first.next_cursor ?? '' })
  expect(second).toMatchObject({ data: [{ id: made[3], needs_look: false, outcome: 'succeeded' }], next_cursor: null })
  const bad = await listRecoveryPoints(t.ctx, { server_id, limit: 9, outcome: 'warning', to: first.data[0]?.taken_at })
  expect(bad.data.map(({ id }) => id)).toEqual(made.slice(1, 3))
  await expect(listRecoveryPoints(t.ctx, { server_id, limit: 3, cursor: 'bm9uc2Vuc2U' })).rejects.toThrow('cursor')
  expect((await newestGoodPoint(t.ctx, { server_id, method: 'files' }))?.id).toBe(made[3])

  const recovery_point_id = made[1] ?? ''
  const acknowledged = await acknowledgeRecoveryPoint(t.ctx, { recovery_point_id, and_older: true })
  expect(acknowledged).toMatchObject({ needs_look: false, acknowledged_by: 'Backstay', warning })
  const looked = await Promise.all(made.map((id) => getRecoveryPoint(t.ctx, { recovery_point_id: id })))
  expect(looked.map(({ needs_look }) => needs_look)).toEqual([true, false, false, false])
  // A good one has nothing to acknowledge.
  expect(looked[3]?.acknowledged_at).toBeNull()
  const asked = t.queue.filter(({ task }) => task === 'maintenance.apply-retention')
  expect(asked).toEqual([{ task: 'maintenance.apply-retention', input: { protection_id }, start_after: null }])
  await acknowledgeRecoveryPoint(t.ctx, { recovery_point_id })
  expect(t.queue.filter(({ task }) => task === 'maintenance.apply-retention')).toHaveLength(1)
})

test('folders that are backed up hide no dump that is not, and the other way round', async () => {
  const { server_id, protection_id, record } = await newProtectedServer()
  const settings = { paths: ['/srv'], dumps: [{ kind: 'postgresql', database: 'shop' }] }
  await t.ctx.db
    .updateTable('protections')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', protection_id)
    .execute()
  const rpoAfter = async (sources: readonly string[]) => {
    t.clock.advanceMs(24 * hourMs)
    for (const source of sources) await record(`${t.clock.now()} ${source}`, { source })
    await refreshServerFacts(t.ctx, { server_id })
    return (await getServer(t.ctx, { server_id })).rpo_status
  }
  expect(await rpoAfter(['files', 'postgresql:shop'])).toBe('met')
  for (let day = 0; day < 3; day++) await rpoAfter(['files'])
  expect(await rpoAfter(['files'])).toBe('missed')
  expect(await rpoAfter(['files', 'postgresql:shop'])).toBe('met')
  for (let day = 0; day < 3; day++) await rpoAfter(['postgresql:shop'])
  expect(await rpoAfter(['postgresql:shop'])).toBe('missed')
})

test('a provider that picks the time itself is held to the times it shows', async () => {
  const { ctx, clock } = t
  const provider_account_id = await newProviderAccount(ctx)
  const native_schedule = JSON.stringify({ every: 'day', hour: 2 })
  const owner = { organization_id: t.house_id, provider_account_id }
  const server_id = await newServer(ctx, owner, { native_state: 'on', native_schedule })
  await newFileProtection(ctx, server_id, { method: 'native', schedule: null })
  await ctx.db
    .insertInto('recovery_points')
    .values({
      id: ctx.ids.make('rcp'),
      server_id,
      method: 'native',
      ref: 'image-1',
      source: 'image',
      taken_at: clock.now(),
      state: 'available',
      outcome: 'succeeded',
      facts: '{}',
      sample: '[]',
      created_at: clock.now(),
      updated_at: clock.now(),
    })
    .execute()
  const shown = async () => (await listRecoveryPoints(ctx, { server_id, limit: 1 })).data
  expect(await shown()).toMatchObject([{ missing_since: null }])
  const missing_since = clock.now()
  await ctx.db.updateTable('recovery_points').set({ missing_since }).where('server_id', '=', server_id).execute()
  expect(await shown(), 'what no list shows of late says so').toMatchObject([{ missing_since, state: 'available' }])
  await ctx.db.updateTable('recovery_points').set({ missing_since: null }).where('server_id', '=', server_id).execute()
  const rpo = async () => {
    await refreshServerFacts(ctx, { server_id })
    return (await getServer(ctx, { server_id })).rpo_status
  }
  expect(await rpo()).toBe('met')
  clock.advanceMs(48 * hourMs)
  expect(await rpo()).toBe('missed')
})
