import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRepositoryWorld, type RepositoryWorld } from '../../test/helpers/repositories.ts'
import { dayMs } from '../lib/clock.ts'
import { getRepository } from './get-repository.ts'
import { getStorageUsage } from './get-storage-usage.ts'
import { recordUsage } from './record-usage.ts'

let w: RepositoryWorld
beforeAll(async () => {
  w = await createRepositoryWorld()
})
afterAll(() => w.end())

test('a record a day, the same however often it is written, and what is there now', async () => {
  const { server_id } = await getRepository(w.ctx, { repository_id: w.repository_id })
  const usage = () => getStorageUsage(w.ctx, { server_id, days: 2 })
  expect(await usage()).toMatchObject({ now: { bytes: 0, recovery_points: 0, images: 0 }, history: [] })
  await recordUsage(w.ctx)
  const credential = await w.credential('backup')
  const { bytes } = await w.upload(credential, 'data')
  await recordUsage(w.ctx)
  await recordUsage(w.ctx)
  const today = w.ctx.clock.now().slice(0, 10)
  expect(await usage()).toMatchObject({
    now: { bytes: bytes.length, objects: 1 },
    history: [{ day: today, bytes: bytes.length, objects: 1, trash_bytes: 0, recovery_points: 0 }],
  })
  for (let days = 0; days < 2; days++) {
    w.clock.advanceMs(dayMs)
    await recordUsage(w.ctx)
  }
  const { history } = await usage()
  expect(history.map(({ day }) => day)).toEqual(['2026-01-16', '2026-01-17'])
})
