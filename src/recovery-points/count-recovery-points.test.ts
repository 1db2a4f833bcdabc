import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newFileServer } from '../../test/helpers/file-servers.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { countRecoveryPoints } from './count-recovery-points.ts'
import { listRecoveryPoints } from './list-recovery-points.ts'
import { recordRecoveryPoint } from './record-recovery-point.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

test('counts by kind, and takes for restorable only what its provider still keeps', async () => {
  const { server_id, protection_id } = await newFileServer(t.ctx, t.house_id)
  expect(await countRecoveryPoints(t.ctx, { server_id })).toEqual({ total: 0, restorable: 0, kinds: [] })
  const add = (ref: string, method: 'files' | 'native', outcome: 'succeeded' | 'warning' = 'succeeded') =>
    recordRecoveryPoint(t.ctx, {
      ...{ server_id, protection_id: method === 'files' ? protection_id : null, method, ref, run_id: null, outcome },
      taken_at: t.clock.now(),
    })
  for (const ref of ['a', 'b', 'c']) await add(ref, 'files')
  await add('d', 'files', 'warning')
  for (const ref of ['e', 'f']) await add(ref, 'native')
  const set = (ref: string, change: { state?: 'gone'; expires_at?: string; provider_expires_at?: string }) =>
    t.ctx.db.updateTable('recovery_points').set(change).where('ref', '=', ref).execute()
  await set('c', { state: 'gone' })
  const yesterday = isoPlusMs(t.clock.now(), -dayMs)
  await set('f', { expires_at: yesterday, provider_expires_at: yesterday })
  expect(await countRecoveryPoints(t.ctx, { server_id })).toEqual({
    total: 6,
    restorable: 4,
    kinds: [
      { method: 'files', state: 'available', outcome: 'succeeded', standing: 'restorable', count: 2 },
      { method: 'files', state: 'available', outcome: 'warning', standing: 'restorable', count: 1 },
      { method: 'files', state: 'gone', outcome: 'succeeded', standing: 'gone', count: 1 },
      { method: 'native', state: 'available', outcome: 'succeeded', standing: 'expired', count: 1 },
      { method: 'native', state: 'available', outcome: 'succeeded', standing: 'restorable', count: 1 },
    ],
  })
})

test('a list of one standing holds exactly what is counted as such', async () => {
  const { server_id, protection_id } = await newFileServer(t.ctx, t.house_id)
  const yesterday = isoPlusMs(t.clock.now(), -dayMs)
  const tomorrow = isoPlusMs(t.clock.now(), dayMs)
  const add = async (
    ref: string,
    method: 'files' | 'native' | 'snapshot',
    change: { state?: 'gone' | 'forgotten'; expires_at?: string; provider_expires_at?: string },
  ) => {
    await recordRecoveryPoint(t.ctx, {
      ...{ server_id, protection_id: method === 'files' ? protection_id : null, method, ref, run_id: null },
      ...{ outcome: 'succeeded' as const, taken_at: t.clock.now() },
    })
    await t.ctx.db
      .updateTable('recovery_points')
      .set({ expires_at: null, provider_expires_at: null, ...change })
      .where('server_id', '=', server_id)
      .where('ref', '=', ref)
      .execute()
  }
  await add('file', 'files', {})
  await add('file of whose rule the time is over', 'files', { expires_at: yesterday, provider_expires_at: yesterday })
  await add('forgotten file', 'files', { state: 'forgotten' })
  await add('image', 'native', {})
  await add('image with time', 'native', { expires_at: tomorrow, provider_expires_at: tomorrow })
  await add('image past our time', 'snapshot', { expires_at: yesterday })
  await add('image past its provider’s time', 'native', { expires_at: yesterday, provider_expires_at: yesterday })
  await add('image that is gone', 'snapshot', { state: 'gone', expires_at: yesterday, provider_expires_at: yesterday })
  const { restorable, kinds } = await countRecoveryPoints(t.ctx, { server_id })
  const refs = async (standing: 'restorable' | 'expired' | 'gone') => {
    const { data } = await listRecoveryPoints(t.ctx, { server_id, standing, limit: 50 })
    const counted = kinds.filter((kind) => kind.standing === standing).reduce((sum, { count }) => sum + count, 0)
    expect(data).toHaveLength(counted)
    for (const point of data) expect(point.expired || point.state === 'forgotten').toBe(standing === 'expired')
    return data.map(({ ref }) => ref).sort()
  }
  expect(restorable).toBe(5)
  expect(await refs('restorable')).toEqual([
    'file',
    'file of whose rule the time is over',
    'image',
    'image past our time',
    'image with time',
  ])
  expect(await refs('expired')).toEqual(['forgotten file', 'image past its provider’s time'])
  expect(await refs('gone')).toEqual(['image that is gone'])
})
