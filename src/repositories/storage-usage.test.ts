import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRepositoryWorld, type RepositoryWorld } from '../../test/helpers/repositories.ts'
import { dayMs } from '../lib/clock.ts'
import { getRepository } from './get-repository.ts'
import { getStorageUsage } from './get-storage-usage.ts'
import { listStorageLocations } from './list-storage-locations.ts'
import { recordUsage } from './record-usage.ts'
import { tendRepositories } from './tend-repositories.ts'

let w: RepositoryWorld
beforeAll(async () => {
  w = await createRepositoryWorld({ capacity_bytes: 10_000 })
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

test('how long a storage location lasts: by what it grew a day in a week at least, and what is free', async () => {
  const location = async () => (await listStorageLocations(w.ctx, { limit: 1 })).data[0]
  expect(await location()).toMatchObject({ free_bytes: null, free_at: null, daily_growth_bytes: null, days_left: null })
  const version = (await location())?.updated_at
  await tendRepositories(w.ctx, w)
  expect(await location()).toMatchObject({ free_bytes: 9_900, free_at: w.clock.now(), days_left: null })
  await w.upload(await w.credential('backup'), 'data', Buffer.alloc(900))
  for (let days = 0; days < 5; days++) w.clock.advanceMs(dayMs)
  await recordUsage(w.ctx)
  await tendRepositories(w.ctx, w)
  // 100 bytes on the first day, 1,000 on the eighth: 900 in seven days.
  expect(await location()).toMatchObject({ bytes: 1_000, free_bytes: 9_000, daily_growth_bytes: 128, days_left: 70 })
  expect((await location())?.updated_at, 'as before: it is no new version').toBe(version)
  w.clock.advanceMs(40 * dayMs)
  await recordUsage(w.ctx)
  expect(await location(), 'what lies too far back tells nothing').toMatchObject({ daily_growth_bytes: null })
})
