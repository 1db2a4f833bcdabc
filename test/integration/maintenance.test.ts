import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import { dayMs, isoPlusMs, minuteMs } from '../../src/lib/clock.ts'
import { applyRetention } from '../../src/maintenance/apply-retention.ts'
import { maintainRepository } from '../../src/maintenance/maintain-repository.ts'
import { startDueMaintenance } from '../../src/maintenance/start-due-maintenance.ts'
import { underMaintenance } from '../../src/maintenance/under-maintenance.ts'
import { listOperatorTasks } from '../../src/operator-tasks/list-operator-tasks.ts'
import { acknowledgeRecoveryPoint } from '../../src/recovery-points/acknowledge-recovery-point.ts'
import { listRecoveryPoints } from '../../src/recovery-points/list-recovery-points.ts'
import { recordRecoveryPoint } from '../../src/recovery-points/record-recovery-point.ts'
import { endCredential } from '../../src/repositories/end-credential.ts'
import { getRepository } from '../../src/repositories/get-repository.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import { listNewSnapshots } from '../../src/repositories/list-new-snapshots.ts'
import { settleObjects } from '../../src/repositories/settle-objects.ts'
import { listRunLog } from '../../src/runs/list-run-log.ts'
import { listRuns } from '../../src/runs/list-runs.ts'
import type { RunKind } from '../../src/runs/schema.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { getServer } from '../../src/servers/get-server.ts'
import type { TestApp } from '../helpers/app.ts'
import { newFileProtection } from '../helpers/file-servers.ts'
import { newRepository, repositoryFolder, resticThrough, startGatewayApp } from '../helpers/gateway.ts'
import { gatewayParts } from '../helpers/gateway-parts.ts'

let app: TestApp
let ctx: Context
let folder: string
beforeAll(async () => {
  app = await startGatewayApp()
  ctx = { ...app.ctx, caller: systemCaller, origin: noOrigin }
  folder = await mkdtemp(join(tmpdir(), 'backstay-maintenance-'))
})
afterAll(async () => {
  await app.stop()
  await rm(folder, { recursive: true, force: true })
})

type Protected = { repository_id: string; server_id: string; protection_id: string; organization_id: string }

/** Backed up by real restic, once for each age in days; recorded as runs of ours would. */
const protectedBy = async (ages: readonly number[]): Promise<Protected> => {
  const made = await newRepository(app, 'seeded')
  const { repository_id, server_id } = made
  const protection_id = await newFileProtection(ctx, server_id, { retention: JSON.stringify({ daily: 3 }) })
  const source = join(folder, server_id)
  await mkdir(source, { recursive: true })
  const { credential_id, access } = await issueCredential(ctx, {
    repository_id,
    run_id: `run_of_${repository_id}`,
    rights: 'backup',
    ttl_seconds: 600,
  })
  const agent = resticThrough(app, access)
  for (const _ of ages) {
    await writeFile(join(source, 'large'), randomBytes(2_000_000))
    expect(await agent('backup', source)).toMatchObject({ code: 0 })
  }
  await endCredential(ctx, { credential_id })
  const snapshots = await listNewSnapshots(ctx, { repository_id, run_id: `run_of_${repository_id}` })
  expect(snapshots).toHaveLength(ages.length)
  for (const [index, { name }] of snapshots.entries())
    await recordRecoveryPoint(ctx, {
      server_id,
      protection_id,
      method: 'files',
      repository_id,
      ref: name,
      run_id: `run_${name}`,
      taken_at: isoPlusMs(ctx.clock.now(), -(ages[index] ?? 0) * dayMs - minuteMs),
      outcome: 'succeeded',
    })
  return { ...made, protection_id }
}

const snapshotsListed = async (repository_id: string): Promise<number> => {
  const { access } = await issueCredential(ctx, { repository_id, run_id: null, rights: 'read', ttl_seconds: 600 })
  const said = await resticThrough(app, access)('snapshots', '--no-lock', '--json')
  return JSON.parse(said.stdout).length
}
const runsOf = async (server_id: string, kind: RunKind) => (await listRuns(ctx, { server_id, kind, limit: 50 })).data
const linesOf = async (run_id: string) =>
  (await listRunLog(ctx, { run_id, limit: 200 })).data.map(({ message }) => message)
const newCheck = async ({ organization_id, server_id }: Protected) =>
  (await startRun(ctx, { kind: 'check', organization_id, server: { id: server_id, name: 'web-1' } })).id
const openTasks = async (server_id: string) =>
  (await listOperatorTasks(ctx, { status: 'open', limit: 200 })).data.filter((task) => task.server_id === server_id)
const heldOf = async ({ protection_id }: Protected) => {
  const row = await ctx.db
    .selectFrom('protections')
    .select('retention_held')
    .where('id', '=', protection_id)
    .executeTakeFirstOrThrow()
  return row.retention_held as { code: string } | null // {code, message, since}, as the column's comment says
}

test('retention moves what no rule keeps to the trash, says why, and then finds nothing more to do', async () => {
  // None of today, in whose place the next one may come before its day ends.
  const one = await protectedBy([5, 4, 3, 2, 1])
  await applyRetention(ctx, one)
  const [run, ...more] = await runsOf(one.server_id, 'forget')
  expect(more).toEqual([])
  expect(run).toMatchObject({ state: 'finished', outcome: 'succeeded', stats: { kept: 3, forgotten: 2 } })
  const lines = await linesOf(run?.id ?? '')
  expect(lines[0]).toBe('Backups kept: 3. Let go: 2.')
  expect(lines[1]).toMatch(/^No rule keeps the backup of files from .* It can be had back until /)
  expect(await snapshotsListed(one.repository_id)).toBe(3)
  const { data } = await listRecoveryPoints(ctx, { server_id: one.server_id, limit: 50 })
  expect(data.map(({ state }) => state)).toEqual(['available', 'available', 'available', 'forgotten', 'forgotten'])
  expect(data.map(({ kept_because }) => kept_because?.join())).toEqual([
    'daily 1 of 3',
    'daily 2 of 3',
    'daily 3 of 3',
    undefined,
    undefined,
  ])
  expect(data[0]?.expires_at).not.toBeNull()
  const ends = data.slice(0, 3).map(({ expires_at }) => expires_at ?? '')
  expect([...ends].sort().reverse()).toEqual(ends)
  expect((await getServer(ctx, one)).last_backup_at).toBe(data[0]?.taken_at)
  await applyRetention(ctx, one)
  expect(await runsOf(one.server_id, 'forget')).toHaveLength(1)
})

test('one that nobody asked for holds retention and calls an operator; acknowledged, it takes no good one’s place', async () => {
  const one = await protectedBy([4, 3, 2, 1, 0])
  const { data } = await listRecoveryPoints(ctx, { server_id: one.server_id, limit: 50 })
  const stranger = data[0]?.id ?? ''
  await ctx.db.updateTable('recovery_points').set({ run_id: null }).where('id', '=', stranger).execute()
  await applyRetention(ctx, one)
  expect(await heldOf(one)).toMatchObject({ code: 'unsolicited_recovery_points' })
  expect(await openTasks(one.server_id)).toMatchObject([{ kind: 'unsolicited_recovery_points' }])
  expect(await snapshotsListed(one.repository_id)).toBe(5)

  await acknowledgeRecoveryPoint(ctx, { recovery_point_id: stranger })
  await applyRetention(ctx, one)
  expect(await heldOf(one)).toBeNull()
  expect(await openTasks(one.server_id)).toEqual([])
  const after = await listRecoveryPoints(ctx, { server_id: one.server_id, state: 'available', limit: 50 })
  // Three good ones, and the stranger beside them.
  expect(after.data.map(({ id }) => id)).toEqual(data.slice(0, 4).map(({ id }) => id))
})

test('a repository is checked, pruned and checked again; what is kept stays restorable', async () => {
  const one = await protectedBy([4, 3, 2, 1, 0])
  await applyRetention(ctx, one)
  const before = await getRepository(ctx, one)
  const run_id = await newCheck(one)
  await maintainRepository(ctx, { ...one, run_id })
  expect(await runsOf(one.server_id, 'check')).toMatchObject([{ id: run_id, outcome: 'succeeded' }])
  const [prune] = await runsOf(one.server_id, 'prune')
  expect(prune).toMatchObject({ outcome: 'succeeded', parent_run_id: run_id })
  const after = await getRepository(ctx, one)
  expect(after).toMatchObject({ last_check_outcome: 'passed', in_maintenance_until: null })
  expect(after.last_pruned_at).not.toBeNull()
  expect(after.bytes).toBeLessThan(before.bytes - 3_000_000)
  expect(after.trash_bytes).toBeGreaterThan(3_000_000)
  expect(await snapshotsListed(one.repository_id)).toBe(3)
  const { access } = await issueCredential(ctx, { ...one, run_id: null, rights: 'read', ttl_seconds: 600 })
  expect(await resticThrough(app, access)('check', '--no-lock', '--read-data')).toMatchObject({ code: 0 })
  // A second delivery of the job changes nothing.
  await maintainRepository(ctx, { ...one, run_id })
  expect(await runsOf(one.server_id, 'prune')).toHaveLength(1)
})

test('a damaged pack: the check fails, an operator is called, nothing is pruned or let go until one passes', async () => {
  const one = await protectedBy([4, 3, 2, 1, 0])
  await settleObjects(ctx, { stores: gatewayParts(app).stores, repository_id: one.repository_id })
  const data = join(repositoryFolder(app, one.repository_id), 'data')
  const packs: string[] = []
  for (const name of await readdir(data, { recursive: true, withFileTypes: true }))
    if (name.isFile()) packs.push(join(name.parentPath, name.name))
  const pack = packs[0] ?? ''
  const good = await readFile(pack)
  const bad = Buffer.from(good)
  bad[100] = (bad[100] ?? 0) ^ 1
  await writeFile(pack, bad)

  await maintainRepository(ctx, { ...one, run_id: await newCheck(one) })
  expect(await runsOf(one.server_id, 'check')).toMatchObject([{ outcome: 'failed', error: { code: 'check_failed' } }])
  expect(await runsOf(one.server_id, 'prune')).toEqual([])
  expect(await getRepository(ctx, one)).toMatchObject({ last_check_outcome: 'failed', last_pruned_at: null })
  expect(await openTasks(one.server_id)).toMatchObject([{ kind: 'repository_check_failed' }])
  await applyRetention(ctx, one)
  expect(await heldOf(one)).toMatchObject({ code: 'check_failed' })
  expect(await snapshotsListed(one.repository_id)).toBe(5)

  await writeFile(pack, good)
  await maintainRepository(ctx, { ...one, run_id: await newCheck(one) })
  expect(await openTasks(one.server_id)).toEqual([])
  await applyRetention(ctx, one)
  expect(await heldOf(one)).toBeNull()
  expect(await snapshotsListed(one.repository_id)).toBe(3)
})

test('maintenance keeps out of the way of backups', async () => {
  const one = await protectedBy([0])
  const putOff = async () => {
    const run_id = await newCheck(one)
    await maintainRepository(ctx, { ...one, run_id })
    return (await runsOf(one.server_id, 'check'))[0]
  }
  const { credential_id } = await issueCredential(ctx, { ...one, run_id: null, rights: 'backup', ttl_seconds: 600 })
  expect(await putOff()).toMatchObject({ outcome: 'expired', error: { code: 'put_off' } })
  await endCredential(ctx, { credential_id })

  const dueIn = (minutes: number) =>
    ctx.db
      .updateTable('protections')
      .set({ next_run_at: isoPlusMs(ctx.clock.now(), minutes * minuteMs) })
      .where('id', '=', one.protection_id)
      .execute()
  await ctx.db
    .updateTable('repositories')
    .set({ initialized_at: isoPlusMs(ctx.clock.now(), -8 * dayMs) })
    .where('id', '=', one.repository_id)
    .execute()
  await dueIn(50)
  expect(await putOff()).toMatchObject({
    outcome: 'expired',
    error: { message: expect.stringContaining('within the hour') },
  })
  const count = (await runsOf(one.server_id, 'check')).length
  await startDueMaintenance(ctx)
  expect(await runsOf(one.server_id, 'check')).toHaveLength(count)
  await dueIn(90)
  await startDueMaintenance(ctx)
  await startDueMaintenance(ctx)
  const runs = await runsOf(one.server_id, 'check')
  expect(runs).toHaveLength(count + 1)
  expect(runs[0]).toMatchObject({ state: 'queued' })
})

test('work stops when its lease is lost or it is cancelled, and leaves nothing behind', async () => {
  const one = await protectedBy([0])
  const { repository_id } = one
  const work = async (_: unknown, signal: AbortSignal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    return 'stopped'
  }
  const begin = async (then: (run_id: string) => Promise<unknown>) => {
    const run_id = await newCheck(one)
    const under = { repository_id, run_id, signal: undefined, renew_every_ms: 10 }
    return underMaintenance(ctx, under, async (access, signal) => {
      await then(run_id)
      return work(access, signal)
    })
  }
  const steal = () =>
    ctx.db
      .updateTable('repositories')
      .set({ maintenance_until: isoPlusMs(ctx.clock.now(), -1_000) })
      .where('id', '=', repository_id)
      .execute()
  expect(await begin(steal)).toEqual({ ended: 'lost' })
  const cancel = (run_id: string) =>
    ctx.db.updateTable('runs').set({ cancel_requested_at: ctx.clock.now() }).where('id', '=', run_id).execute()
  expect(await begin(cancel)).toEqual({ ended: 'cancelled' })
  expect(await getRepository(ctx, one)).toMatchObject({ in_maintenance_until: null })
  const living = await ctx.db
    .selectFrom('gateway_credentials')
    .select('id')
    .where('repository_id', '=', repository_id)
    .where('rights', '=', 'maintenance')
    .where('revoked_at', 'is', null)
    .execute()
  expect(living).toEqual([])
})

test('a run to let backups go whose worker was lost on its last try is closed by the sweep, an hour after it was seen last', async () => {
  const one = await protectedBy([])
  const { organization_id, server_id } = one
  const server = { id: server_id, name: 'lost' }
  const lost = await startRun(ctx, { kind: 'forget', organization_id, server, state: 'running' })
  const touched = (minutes: number) =>
    ctx.db
      .updateTable('runs')
      .set({ updated_at: isoPlusMs(ctx.clock.now(), -minutes * minuteMs) })
      .where('id', '=', lost.id)
      .execute()
  await touched(50)
  await startDueMaintenance(ctx)
  expect(await runsOf(server_id, 'forget')).toMatchObject([{ state: 'running' }])
  await touched(70)
  await startDueMaintenance(ctx)
  expect(await runsOf(server_id, 'forget')).toMatchObject([{ outcome: 'failed', error: { code: 'worker_lost' } }])
})
