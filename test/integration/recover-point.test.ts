import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import { dayMs, hourMs } from '../../src/lib/clock.ts'
import { applyRetention } from '../../src/maintenance/apply-retention.ts'
import { maintainRepository } from '../../src/maintenance/maintain-repository.ts'
import { underMaintenance } from '../../src/maintenance/under-maintenance.ts'
import { settleObjects } from '../../src/repositories/settle-objects.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { movableClock } from '../helpers/agent-world.ts'
import { newApiKey, type TestApp } from '../helpers/app.ts'
import { backUpFolder } from '../helpers/file-backups.ts'
import { newFileProtection } from '../helpers/file-servers.ts'
import { countersOf, newRepository, resticThrough, startGatewayApp, sumsOf, visitor } from '../helpers/gateway.ts'
import { gatewayParts } from '../helpers/gateway-parts.ts'
import type { HttpClient } from '../helpers/http-client.ts'

// What retention let go lies in the trash for three days, and comes back whole.

const clock = movableClock()
let app: TestApp
let ctx: Context
let folder: string
beforeAll(async () => {
  app = await startGatewayApp({ clock })
  ctx = { ...app.ctx, caller: systemCaller, origin: noOrigin }
  folder = await mkdtemp(join(tmpdir(), 'backstay-recover-'))
})
afterAll(async () => {
  await app?.stop()
  await rm(folder, { recursive: true, force: true })
})

let owned: Awaited<ReturnType<typeof newRepository>>
let protection_id: string
let manager: HttpClient
let old: string
let content: Buffer
beforeEach(async () => {
  owned = await newRepository(app, 'seeded')
  protection_id = await newFileProtection(ctx, owned.server_id, { retention: JSON.stringify({ last: 1 }) })
  manager = app.client((await newApiKey(app, { organization_id: owned.organization_id, role: 'manager' })).key)
  const source = join(folder, owned.server_id)
  await mkdir(source)
  content = randomBytes(1_000_000)
  await writeFile(join(source, 'only-here'), content)
  old = await backUp(source)
  await rm(join(source, 'only-here'))
  await writeFile(join(source, 'new'), randomBytes(1_000_000))
  clock.advanceMs(hourMs)
  await backUp(source)
  await applyRetention(ctx, { protection_id })
  expect((await point()).state).toBe('forgotten')
})

const backUp = async (source: string): Promise<string> => {
  const id = await backUpFolder(app, owned, source)
  await ctx.db
    .updateTable('recovery_points')
    .set({ protection_id, run_id: `run_${id}` })
    .where('id', '=', id)
    .execute()
  return id
}
const point = async () => (await manager.get(`/api/recovery-points/${old}`)).body
const recover = (client = manager) => client.post(`/api/recovery-points/${old}/recover`)
const prune = async () => {
  const { organization_id, repository_id } = owned
  const { id: run_id } = await startRun(ctx, { kind: 'check', organization_id })
  await maintainRepository(ctx, { repository_id, run_id })
  expect(await getRun(ctx, { run_id })).toMatchObject({ outcome: 'succeeded' })
}
const settle = () => settleObjects(ctx, { ...gatewayParts(app), repository_id: owned.repository_id })

test('it comes back whole, though a prune took away what it alone needed, and retention keeps it for a week', async () => {
  clock.advanceMs(hourMs)
  await prune()
  await settle()
  clock.advanceMs(70 * hourMs)
  const answer = await recover()
  expect(answer.status, answer.text).toBe(200)
  expect(answer.body).toMatchObject({ id: old, state: 'available', forgotten_at: null, purge_after: null })
  expect(Date.parse(answer.body.kept_until) - clock.nowMs()).toBeGreaterThan(6.9 * dayMs)
  expect((await recover()).body).toMatchObject({ kept_until: answer.body.kept_until })
  expect(await countersOf(ctx, owned.repository_id)).toEqual(await sumsOf(ctx, owned.repository_id))
  await settle()

  // Past the time at which all of it would have been purged.
  clock.advanceMs(10 * hourMs)
  const { access } = await visitor(app, owned.repository_id, 'read')
  const restic = resticThrough(app, access)
  expect(await restic('check', '--read-data', '--no-lock')).toMatchObject({ code: 0 })
  const target = join(folder, `back-${owned.server_id}`)
  const restored = await restic('restore', answer.body.ref, '--no-lock', '--verify', '--target', target)
  expect(restored, restored.stderr).toMatchObject({ code: 0 })

  await applyRetention(ctx, { protection_id })
  expect(await point()).toMatchObject({
    state: 'available',
    kept_because: [`brought back by hand: kept until ${answer.body.kept_until.slice(0, 10)}`],
  })
  const { body } = await manager.get(`/api/audit-events?organization_id=${owned.organization_id}`)
  const recovered = body.data.filter(({ action }: { action: string }) => action === 'recovery_point.recovered')
  expect(recovered).toMatchObject([{ target: { id: old }, after: { state: 'available' } }])
  // The next prune tidies up what came back twice, and checks.
  await prune()
})

test('when its time is over the answer says so, and a viewer may not', async () => {
  const viewer = app.client((await newApiKey(app, { organization_id: owned.organization_id, role: 'viewer' })).key)
  expect((await recover(viewer)).status).toBe(403)
  clock.advanceMs(72 * hourMs)
  const late = await recover()
  expect(late.status).toBe(410)
  expect(late.body.error).toMatchObject({ code: 'snapshot_gone', message: expect.stringContaining('Choose another') })
  expect((await point()).state).toBe('forgotten')
})

test('not while maintenance works, which goes by what it read before', async () => {
  const { organization_id, repository_id } = owned
  const { id: run_id } = await startRun(ctx, { kind: 'check', organization_id })
  // The ways in of the backups have ended by then.
  clock.advanceMs(hourMs)
  const end = await underMaintenance(ctx, { repository_id, run_id, signal: undefined }, async () => {
    const refused = await recover()
    return [refused.status, refused.body.error.code]
  })
  expect(end).toEqual({ ended: 'done', value: [409, 'repository_in_maintenance'] })
  await settle()
  expect((await recover()).status).toBe(200)
})
