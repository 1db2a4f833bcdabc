import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { minuteMs } from '../../src/lib/clock.ts'
import { applyRetention } from '../../src/maintenance/apply-retention.ts'
import { maintainRepository } from '../../src/maintenance/maintain-repository.ts'
import { traceDamage } from '../../src/maintenance/trace-damage.ts'
import { listOperatorTasks } from '../../src/operator-tasks/list-operator-tasks.ts'
import { listRecoveryPoints } from '../../src/recovery-points/list-recovery-points.ts'
import { recordRecoveryPoint } from '../../src/recovery-points/record-recovery-point.ts'
import { endCredential } from '../../src/repositories/end-credential.ts'
import { getRepository } from '../../src/repositories/get-repository.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import { listDamagedObjects } from '../../src/repositories/list-damaged-objects.ts'
import { listNewSnapshots } from '../../src/repositories/list-new-snapshots.ts'
import { scrubRepository } from '../../src/repositories/scrub-repository.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { listRunLog } from '../../src/runs/list-run-log.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { createStores, type Stores } from '../../src/storage/stores.ts'
import { movableClock } from '../helpers/agent-world.ts'
import type { TestApp } from '../helpers/app.ts'
import { chanceFrom, faultSeed, howOften, sayHit } from '../helpers/fault-counts.ts'
import { newFileProtection } from '../helpers/file-servers.ts'
import { newRepository, repositoryFolder, restic, resticThrough, startGatewayApp } from '../helpers/gateway.ts'

// Every bit that a disk turns over in a stored object is found by one scrub, and what it touches is named.

const bits = howOften(1_000, 100)
const backups = howOften(8, 5)
const clock = movableClock()
let app: TestApp
let ctx: Context
let stores: Stores
let folder: string
let one: { repository_id: string; server_id: string; organization_id: string; protection_id: string }
beforeAll(async () => {
  app = await startGatewayApp({ clock })
  ctx = app.ctx
  let made = 0
  stores = createStores({
    staging_folder: join(ctx.config.data_dir, 'staging'),
    makeName: () => `flip${made++}`,
    nowMs: clock.nowMs,
  })
  folder = await mkdtemp(join(tmpdir(), 'backstay-flips-'))
  const repository = await newRepository(app, 'seeded')
  const protection_id = await newFileProtection(ctx, repository.server_id, {
    retention: JSON.stringify({ last: 3 }),
  })
  one = { ...repository, protection_id }
  for (let index = 0; index < backups; index += 1) await backUp(index)
})
afterAll(async () => {
  await stores?.close()
  await app?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Each adds a large file and changes a small one. */
const backUp = async (index: number): Promise<void> => {
  await writeFile(join(folder, `large-${index}`), randomBytes(150_000))
  await writeFile(join(folder, 'small'), `the ${index}th`)
  const { repository_id } = one
  const run_id = `run_flip_${index}_${clock.nowMs()}`
  const { credential_id, access } = await issueCredential(ctx, {
    repository_id,
    run_id,
    rights: 'backup',
    ttl_seconds: 600,
  })
  const said = await resticThrough(app, access)('backup', folder)
  // restic says 3 when it stores something again that the repository had lost.
  const isWhole =
    said.code === 0 || (said.code === 3 && /storing the file again|tree \w+ is not known/.test(said.stderr))
  expect(isWhole, said.stderr).toBe(true)
  await endCredential(ctx, { credential_id })
  for (const { name, received_at } of await listNewSnapshots(ctx, { repository_id, run_id }))
    await recordRecoveryPoint(ctx, {
      ...one,
      method: 'files',
      ref: name,
      run_id,
      taken_at: received_at,
      outcome: 'succeeded',
    })
}

const scrub = async (): Promise<string> => {
  clock.advanceMs(minuteMs)
  const { repository_id, organization_id } = one
  const { id: run_id } = await startRun(ctx, { kind: 'scrub', organization_id })
  await scrubRepository(ctx, { repository_id, run_id }, { stores, wait: async () => undefined })
  return run_id
}

type Stored = { type: string; name: string; bytes: number }
const objects = async (): Promise<Stored[]> =>
  ctx.db
    .selectFrom('repository_objects')
    .select(['type', 'name', 'bytes'])
    .where('repository_id', '=', one.repository_id)
    .where('trashed_at', 'is', null)
    .where('type', '!=', 'locks')
    .orderBy('type')
    .orderBy('name')
    .execute()
const fileOf = ({ type, name }: Pick<Stored, 'type' | 'name'>) => {
  const root = repositoryFolder(app, one.repository_id)
  if (type === 'config') return join(root, 'config')
  return type === 'data' ? join(root, 'data', name.slice(0, 2), name) : join(root, type, name)
}
const flip = async (object: Stored, at: number, bit: number): Promise<void> => {
  const bytes = await readFile(fileOf(object))
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
  await rm(fileOf(object))
  await writeFile(fileOf(object), bytes)
}
const points = async () => (await listRecoveryPoints(ctx, { server_id: one.server_id, limit: 100 })).data
const openTasks = async () =>
  (await listOperatorTasks(ctx, { status: 'open', limit: 100 })).data.map(({ kind }) => kind).sort()

test('every flipped bit is found by one scrub, and none where nothing is wrong', async () => {
  const chance = chanceFrom(faultSeed)
  const all = await objects()
  const hits: Record<string, number> = {}
  expect(await getRun(ctx, { run_id: await scrub() })).toMatchObject({ outcome: 'succeeded' })
  let [left, rounds] = [bits, 0]
  while (left > 0) {
    const chosen = [...all].sort(() => chance.below(2) - 0.5).slice(0, Math.min(left, all.length))
    const turned = chosen.map((object) => ({ object, at: chance.below(object.bytes), bit: chance.below(8) }))
    for (const { object, at, bit } of turned) await flip(object, at, bit)
    expect(await getRun(ctx, { run_id: await scrub() })).toMatchObject({ outcome: 'failed' })
    const found = (await listDamagedObjects(ctx, one)).map(({ type, name }) => `${type}/${name}`).sort()
    expect(found, `seed ${faultSeed}`).toEqual(turned.map(({ object }) => `${object.type}/${object.name}`).sort())
    for (const { object, at, bit } of turned) await flip(object, at, bit)
    for (const { object } of turned) hits[object.type] = (hits[object.type] ?? 0) + 1
    left -= turned.length
    rounds += 1
  }
  expect(await getRun(ctx, { run_id: await scrub() })).toMatchObject({ outcome: 'succeeded' })
  expect(await listDamagedObjects(ctx, one)).toEqual([])
  sayHit(`flipped bits: ${bits} in ${rounds} rounds, all found (${JSON.stringify(hits)}), seed ${faultSeed}`)
  expect(Object.keys(hits).sort()).toEqual(['config', 'data', 'index', 'keys', 'snapshots'])
})

/** What restic says of each pack while all is well: "snapshot path". */
const contentOf = async (pack: string): Promise<Set<string>> => {
  const { access } = await issueCredential(ctx, { ...one, run_id: null, rights: 'read', ttl_seconds: 600 })
  const said = await resticThrough(app, access)('find', '--json', '--no-lock', '--pack', pack)
  const found: { snapshot: string; path: string; object_type: string }[] = JSON.parse(said.stdout)
  return new Set(
    found.map(({ snapshot, path, object_type }) => {
      const folder = path.endsWith('/') ? path : `${path}/`
      return `${snapshot} ${object_type === 'tree' ? folder : path}`
    }),
  )
}

test('the backups and files that damage touches are named, held and mended by the next backup', async () => {
  const chance = chanceFrom(faultSeed + 1)
  const packs = (await objects()).filter(({ type }) => type === 'data')
  const damaged = [chance.pick(packs), chance.pick(packs), chance.pick(packs)].filter(
    (a, i, all) => all.indexOf(a) === i,
  )
  const expected = new Set<string>()
  for (const { name } of damaged) for (const entry of await contentOf(name)) expected.add(entry)
  for (const object of damaged) await flip(object, chance.below(object.bytes), chance.below(8))
  await rm(fileOf(damaged[0] ?? packs[0] ?? { type: 'data', name: '' }))

  const run_id = await scrub()
  await traceDamage(ctx, { ...one, run_id, mend: false })
  const named = new Set<string>()
  for (const { ref, damage } of await points()) for (const path of damage?.paths ?? []) named.add(`${ref} ${path}`)
  // A folder whose list is lost stands for all that is in it.
  const folders = [...named].filter((entry) => entry.endsWith('/'))
  const isCovered = (entry: string) => named.has(entry) || folders.some((above) => entry.startsWith(above))
  expect(
    [...named].filter((entry) => !expected.has(entry)),
    `seed ${faultSeed}`,
  ).toEqual([])
  expect(
    [...expected].filter((entry) => !isCovered(entry)),
    `seed ${faultSeed}`,
  ).toEqual([])
  const { data: log } = await listRunLog(ctx, { run_id, limit: 200 })
  const hit = (await points()).filter(({ damage }) => damage !== null)
  for (const { ref } of hit) expect(log.some(({ message }) => message.includes(ref.slice(0, 8)))).toBe(true)
  expect(await openTasks()).toEqual(['stored_objects_damaged'])
  expect(await getRepository(ctx, one)).toMatchObject({ last_check_outcome: 'failed' })
  await applyRetention(ctx, one)
  expect(await points()).toHaveLength(backups)
  sayHit(`named: ${hit.length} of ${backups} backups, ${named.size} entries, after ${damaged.length} damaged packs`)

  const maintain = async () => {
    const { id } = await startRun(ctx, { kind: 'check', organization_id: one.organization_id })
    await maintainRepository(ctx, { ...one, run_id: id })
    return getRun(ctx, { run_id: id })
  }
  // Taken out, but what they held is still missing.
  expect(await maintain()).toMatchObject({ outcome: 'failed' })
  expect(await listDamagedObjects(ctx, one)).toEqual([])
  expect((await points()).filter(({ damage }) => damage !== null)).toHaveLength(hit.length)
  // All large files are still on the machine; lists of folders and the small file's old contents are not.
  const isFullyThere = [...expected].every((entry) => /\/large-\d+$/.test(entry))
  await backUp(100)
  const after = await maintain()
  if (isFullyThere) {
    expect(after).toMatchObject({ outcome: 'succeeded' })
    expect((await points()).every(({ damage }) => damage === null)).toBe(true)
    expect(await openTasks()).toEqual([])
  }
  const newest = (await points())[0]
  expect(newest).toMatchObject({ damage: null })
  const password = (await issueCredential(ctx, { ...one, run_id: null, rights: 'read', ttl_seconds: 600 })).access
    .repository_password
  const target = join(folder, '..', `${one.repository_id}-restored`)
  const folderArgs = ['--no-cache', '-r', repositoryFolder(app, one.repository_id)]
  const restored = await restic([...folderArgs, 'restore', newest?.ref ?? '', '--target', target, '--verify'], {
    RESTIC_PASSWORD: password,
  })
  await rm(target, { recursive: true, force: true })
  expect(restored, restored.stderr).toMatchObject({ code: 0 })
})
