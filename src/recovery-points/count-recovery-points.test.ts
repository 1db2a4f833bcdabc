import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newFileServer } from '../../test/helpers/file-servers.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { countRecoveryPoints } from './count-recovery-points.ts'
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
      { method: 'files', state: 'available', outcome: 'succeeded', count: 2 },
      { method: 'files', state: 'available', outcome: 'warning', count: 1 },
      { method: 'files', state: 'gone', outcome: 'succeeded', count: 1 },
      { method: 'native', state: 'available', outcome: 'succeeded', count: 2 },
    ],
  })
})
