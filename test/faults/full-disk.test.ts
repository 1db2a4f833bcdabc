import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { changeStorageLocation } from '../../src/repositories/change-storage-location.ts'
import { createStorageLocation } from '../../src/repositories/create-storage-location.ts'
import { createAgentWorld, newMachine } from '../helpers/agent-world.ts'
import { sayHit } from '../helpers/fault-counts.ts'
import { countersOf, sumsOf } from '../helpers/gateway.ts'

// The disk of a storage location is full in the middle of a real agent's backup.

test('a full disk: the run says what to do, nothing partial stays, and the next succeeds when there is room', async (context) => {
  const disk = await mkdtemp(join(tmpdir(), 'backstay-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    await rm(disk, { recursive: true })
    return context.skip('this user may not mount a small disk')
  }
  onTestFinished(async () => {
    execFileSync('umount', ['--lazy', disk])
    await rm(disk, { recursive: true })
  })
  const world = await createAgentWorld()
  onTestFinished(() => world.stop())
  const { id } = await createStorageLocation(world.ctx(), {
    name: 'A small disk',
    kind: 'disk',
    disk: { path: join(disk, 'root') },
    failure_domain: 'here',
    is_default: false,
  })
  await changeStorageLocation(world.ctx(), { storage_location_id: id, is_default: true })
  const machine = await newMachine(world, 'full')
  expect(await machine.finished(await machine.backUp())).toMatchObject({ outcome: 'succeeded' })

  // Somebody else fills it.
  const filler = join(disk, 'filler')
  await writeFile(filler, randomBytes(8_000_000))
  for (let file = 0; file < 6; file += 1) await writeFile(join(machine.source, `large-${file}`), randomBytes(1_500_000))
  const failed = await machine.finished(await machine.backUp())
  expect(failed).toMatchObject({ outcome: 'failed', snapshots: [] })
  expect(failed.error).toMatchObject({ code: 'storage_full', message: expect.stringContaining('Free space') })
  const ctx = world.ctx()
  expect(await countersOf(ctx, machine.repository_id)).toEqual(await sumsOf(ctx, machine.repository_id))
  expect(await readdir(join(disk, 'root/.staging'))).toEqual([])
  expect(await machine.names('snapshots')).toHaveLength(1)
  expect(await machine.names('locks')).toEqual([])
  sayHit(`full disk: a backup failed with "${failed.error?.message}"`)

  await rm(filler)
  for (let file = 2; file < 6; file += 1) await rm(join(machine.source, `large-${file}`))
  expect(await machine.finished(await machine.backUp())).toMatchObject({ outcome: 'succeeded' })
}, 120_000)
