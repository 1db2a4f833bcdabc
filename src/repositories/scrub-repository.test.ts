import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRepositoryWorld, type RepositoryWorld } from '../../test/helpers/repositories.ts'
import { getRun } from '../runs/get-run.ts'
import { listRunLog } from '../runs/list-run-log.ts'
import { startRun } from '../runs/start-run.ts'
import { getRepository } from './get-repository.ts'
import { listDamagedObjects } from './list-damaged-objects.ts'
import { type ScrubOptions, scrubRepository } from './scrub-repository.ts'

let world: RepositoryWorld
let agent: string
beforeEach(async () => {
  world = await createRepositoryWorld()
  agent = await world.credential('backup')
})
afterEach(() => world.end())

const scrub = async (options: Partial<ScrubOptions> = {}) => {
  const { ctx, repository_id, stores } = world
  world.clock.advanceMs(1_000)
  const { id: run_id } = await startRun(ctx, { kind: 'scrub', organization_id: world.house_id })
  await scrubRepository(ctx, { repository_id, run_id }, { stores, wait: async () => undefined, ...options })
  const found = await listDamagedObjects(ctx, { repository_id })
  return { run: await getRun(ctx, { run_id }), found, run_id }
}

test('finds nothing where nothing is wrong, and says since when', async () => {
  for (const type of ['data', 'index', 'snapshots', 'keys'] as const) await world.upload(agent, type)
  const { run, found } = await scrub()
  expect(run).toMatchObject({ state: 'finished', outcome: 'succeeded' })
  expect(found).toEqual([])
  const repository = await getRepository(world.ctx, { repository_id: world.repository_id })
  expect(repository).toMatchObject({ damaged_objects: 0, last_scrubbed_at: world.ctx.clock.now() })
})

test('finds every flipped bit, what is missing and what is cut, and nothing else', async () => {
  const uploads = await Promise.all(Array.from({ length: 60 }, () => world.upload(agent, 'data', randomBytes(500))))
  const damaged = uploads.slice(0, 40)
  for (const [index, { ref, bytes }] of damaged.entries()) {
    const changed = Buffer.from(bytes)
    const at = (index * 12) % 500
    changed[at] = (changed[at] ?? 0) ^ (1 << (index % 8))
    world.store.damage(ref, index === 0 ? null : index === 1 ? bytes.subarray(0, 499) : changed)
  }
  const { run, found, run_id } = await scrub()
  expect(run).toMatchObject({ outcome: 'failed', error: { code: 'objects_damaged' } })
  expect(found.map(({ name }) => name).sort()).toEqual(damaged.map(({ ref }) => ref.name).sort())
  expect(found.filter(({ damage }) => damage === 'missing')).toHaveLength(1)
  const log = await listRunLog(world.ctx, { run_id, limit: 200 })
  expect(log.data.filter(({ level }) => level === 'error').length).toBe(41)
  expect((await getRepository(world.ctx, { repository_id: world.repository_id })).damaged_objects).toBe(40)

  const [first, second] = damaged
  for (const one of [first, second]) if (one) await world.upload(agent, 'data', one.bytes)
  await scrub()
  expect((await getRepository(world.ctx, { repository_id: world.repository_id })).damaged_objects).toBe(38)
})

test('keeps to its budget, and goes on with those not looked at', async () => {
  for (let index = 0; index < 10; index += 1) await world.upload(agent, 'data', randomBytes(100))
  const first = await scrub({ budget_bytes: 400 })
  expect(first.run.stats).toMatchObject({ objects: 4, bytes: 400 })
  expect(await getRepository(world.ctx, { repository_id: world.repository_id })).toMatchObject({
    last_scrubbed_at: null,
  })
  await scrub({ budget_bytes: 400 })
  const oldest = world.ctx.clock.now()
  await scrub({ budget_bytes: 200 })
  const { last_scrubbed_at } = await getRepository(world.ctx, { repository_id: world.repository_id })
  expect(last_scrubbed_at !== null && last_scrubbed_at < oldest).toBe(true)
})

test('leaves what no journal knows alone, and counts it', async () => {
  const { ref } = await world.upload(agent, 'data')
  world.store.damage({ ...ref, name: 'f'.repeat(64) }, Buffer.from('somebody else’s'))
  const { run } = await scrub()
  expect(run.stats).toMatchObject({ unknown_objects: 1 })
  expect(await world.store.size({ ...ref, name: 'f'.repeat(64) })).not.toBeNull()
})

test('a scrub that was cut off and goes on reports what it had found before, too', async () => {
  const { ctx, repository_id, stores, store } = world
  for (let index = 0; index < 4; index += 1) {
    const { ref, bytes } = await world.upload(agent, 'data', randomBytes(2_000))
    if (index === 0) store.damage(ref, Buffer.from(bytes).fill(1, 0, 1))
  }
  world.clock.advanceMs(1_000)
  const { id: run_id } = await startRun(ctx, { kind: 'scrub', organization_id: world.house_id })
  let looked = 0
  const wait = async () => {
    looked += 1
    if (looked === 4) throw new Error('killed')
  }
  const pass = (wait: () => Promise<void>) =>
    scrubRepository(ctx, { repository_id, run_id }, { stores, bytes_per_second: 1_000, wait })
  await expect(pass(wait)).rejects.toThrow('killed')
  await pass(async () => undefined)
  expect(await getRun(ctx, { run_id })).toMatchObject({ outcome: 'failed', error: { code: 'objects_damaged' } })
  expect(world.queue.filter(({ task }) => task === 'maintenance.trace-damage')).toMatchObject([
    { input: { repository_id, run_id } },
  ])
})
