import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { changeStorageLocation } from '../../src/repositories/change-storage-location.ts'
import { createStorageLocation } from '../../src/repositories/create-storage-location.ts'
import { countersOf, newRepository, startGatewayApp, sumsOf, visitor } from '../helpers/gateway.ts'
import { createRepositoryWorld } from '../helpers/repositories.ts'

/** A file system of a few megabytes; null where this user may not mount one. */
const smallDisk = async (): Promise<string | null> => {
  const folder = await mkdtemp(join(tmpdir(), 'backstay-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    await rm(folder, { recursive: true })
    return null
  }
  onTestFinished(async () => {
    execFileSync('umount', ['--lazy', folder])
    await rm(folder, { recursive: true })
  })
  return folder
}

test('a full disk: 507, nothing partial, exact counters, and it goes on when there is room', async (context) => {
  const folder = await smallDisk()
  if (folder === null) return context.skip('this user may not mount a small disk')
  const app = await startGatewayApp()
  onTestFinished(() => app.stop())
  const location = await createStorageLocation(app.ctx, {
    name: 'A small disk',
    kind: 'disk',
    disk: { path: join(folder, 'root') },
    failure_domain: 'here',
    is_default: false,
  })
  await changeStorageLocation(app.ctx, { storage_location_id: location.id, is_default: true })
  const { repository_id } = await newRepository(app)
  const agent = await visitor(app, repository_id, 'backup')
  const put = () => agent.put('data', randomBytes(700_000))
  const replies = [await put(), await put(), ...(await Promise.all(Array.from({ length: 6 }, put)))]
  const taken = replies.filter(({ status }) => status === 200)
  expect(taken.length).toBeGreaterThan(0)
  expect(replies.filter(({ status }) => status === 507).length).toBe(8 - taken.length)
  expect(taken.length).toBeLessThan(5)
  expect((await agent.names('data')).sort()).toEqual(taken.map(({ name }) => name).sort())
  expect(await countersOf(app.ctx, repository_id)).toMatchObject({
    bytes: taken.length * 700_000,
    objects: taken.length,
  })
  expect(await countersOf(app.ctx, repository_id)).toEqual(await sumsOf(app.ctx, repository_id))
  expect(await readdir(join(folder, 'root/.staging'))).toEqual([])
  await rm(join(folder, 'root', repository_id, 'data', taken[0]?.name.slice(0, 2) ?? ''), { recursive: true })
  expect((await agent.put('data', randomBytes(600_000))).status).toBe(200)
})

test('a store that is full refuses before anything is written down', async () => {
  const world = await createRepositoryWorld({ capacity_bytes: 1_000 })
  onTestFinished(world.end)
  const agent = await world.credential('backup')
  await world.upload(agent, 'data', randomBytes(900))
  await expect(world.upload(agent, 'data', randomBytes(200))).rejects.toMatchObject({ code: 'disk_full' })
  expect(await countersOf(world.ctx, world.repository_id)).toMatchObject({ bytes: 900, objects: 1 })
  expect(world.store.staged()).toBe(0)
})
