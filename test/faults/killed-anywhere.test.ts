import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../../src/context.ts'
import { dayMs, isoPlusMs } from '../../src/lib/clock.ts'
import { systemWait } from '../../src/lib/wait.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { maintainRepositoryTask } from '../../src/tasks.ts'
import { chanceFrom, faultSeed, howOften, isLongRun, sayHit } from '../helpers/fault-counts.ts'
import { countersOf, restic, sumsOf } from '../helpers/gateway.ts'
import type { Json } from '../helpers/http-client.ts'
import { createKillableWorld, type KillableWorld, type Victim, victims } from '../helpers/killable-world.ts'
import { until } from '../helpers/until.ts'

// Real processes, real SIGKILLs at random moments: every role, in the middle of backups, prunes and restores.

const works = ['backup', 'prune', 'restore'] as const
type Work = (typeof works)[number]

/** How often each is killed, and in which work: in all of them, or, in the short form, in one. The seed says which, all come up. */
const killsInEach = Math.ceil(howOften(50, 1) / works.length)
const worksOf = (victim: Victim): readonly Work[] =>
  isLongRun ? works : works.filter((_, n) => n === (victims.indexOf(victim) + faultSeed) % works.length)

const chance = chanceFrom(faultSeed)
let world: KillableWorld
let source: string
let server: Json
let repository_id: string
beforeAll(async () => {
  world = await createKillableWorld()
  source = join(world.folder, 'source')
  await mkdir(source)
  await changeFiles(24)
  await protectMachine()
}, 120_000)
afterAll(() => world?.end())

const call = async (method: string, path: string, body?: object): Promise<Json> => {
  const answer = await world.client.send(method, path, body)
  if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
  return answer.body
}
const get = (path: string) => call('GET', path)

const changeFiles = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1)
    await writeFile(join(source, `file-${index}`), randomBytes(300_000 + chance.below(200_000)))
}

const protectMachine = async (): Promise<void> => {
  const { id: organization_id } = await call('POST', '/api/organizations', { name: 'Aurora' })
  const [plan] = (await get('/api/plans')).data
  await call('POST', '/api/subscriptions', { organization_id, plan_id: plan.id, quantity: 1 })
  const enrolment = await call('POST', '/api/enrolments', { organization_id, server_name: 'garage' })
  const words: string[] = enrolment.command.split(' ')
  await world.enrol(words[words.indexOf('--token') + 1] ?? '')
  server = (await get(`/api/servers?organization_id=${organization_id}`)).data[0]
  const half = isoPlusMs(world.ctx.clock.now(), dayMs / 2).slice(11, 16)
  await call('PUT', `/api/servers/${server.id}/protections/files`, {
    settings: { paths: [source] },
    retention: { last: 2 },
    schedule: { every: 'day', at: [half], time_zone: 'UTC' },
  })
  await call('POST', `/api/servers/${server.id}/toggle-backups`, { enable: true })
  await call('POST', `/api/servers/${server.id}/backups`)
  await quiet()
  // The first one by the calendar is due at once, which keeps maintenance away.
  await world.ctx.db
    .updateTable('protections')
    .set({ next_run_at: isoPlusMs(world.ctx.clock.now(), dayMs / 2) })
    .where('server_id', '=', server.id)
    .execute()
  repository_id = (await get(`/api/repositories?server_id=${server.id}`)).data[0].id
}

const openRuns = async (): Promise<Json[]> => {
  const { data }: { data: Json[] } = await get(`/api/runs?server_id=${server.id}&limit=100`)
  return data.filter(({ state }) => state !== 'finished')
}
/** What is still under way, for whoever has to find out why. */
const whatIsOpen = async (): Promise<string> => {
  const { db } = world.ctx
  const jobs = await sql`select name, state, input_of.data, start_after, heartbeat_on from pgboss.job as input_of
    where state in ('created', 'retry', 'active', 'failed') and name not like '\\_\\_%'`.execute(db)
  const commands = await db.selectFrom('agent_commands').selectAll().where('state', '!=', 'ended').execute()
  return JSON.stringify({ runs: await openRuns(), commands, jobs: jobs.rows }, null, 1)
}

/** Until no run is under way; `jobs`: nor any job that could begin one. */
const quiet = async ({ jobs = false } = {}): Promise<void> => {
  try {
    await settled(jobs)
  } catch (error) {
    throw new Error(`${error} ${await whatIsOpen()} ${world.outputs()}`)
  }
}
const settled = (withJobs: boolean) =>
  until(async () => {
    if (withJobs && (await dueJobs()) > 0) return false
    const commands = await world.ctx.db
      .selectFrom('agent_commands')
      .select('run_id')
      .where('state', '!=', 'ended')
      .execute()
      .catch(() => [{}])
    return commands.length === 0 && (await openRuns()).length === 0
  }, 100_000)

const dueJobs = async (): Promise<number> => {
  const { rows } = await sql`select from pgboss.job where state in ('created', 'retry', 'active')
    and start_after <= now() and name not like '\\_\\_%'`.execute(world.ctx.db)
  return rows.length
}

const begin = async (work: Work): Promise<string> => {
  if (work === 'backup') {
    await changeFiles(12)
    return (await call('POST', `/api/servers/${server.id}/backups`)).run_id
  }
  if (work === 'restore') {
    const points: Json[] = (await get(`/api/servers/${server.id}/recovery-points?state=available`)).data
    const target = { path: join(world.folder, 'restored') }
    await rm(target.path, { recursive: true, force: true })
    const wish = { recovery_point_id: points[0].id, mode: 'path', target, overwrite: 'always' }
    return (await call('POST', `/api/servers/${server.id}/restores`, wish)).run_id
  }
  const { ctx } = world
  return inTransaction(ctx, async (ctx) => {
    const { organization_id, id, name } = server
    const run = await startRun(ctx, { kind: 'check', organization_id, server: { id, name } })
    await ctx.jobs.enqueue(ctx.db, maintainRepositoryTask, { repository_id, run_id: run.id })
    return run.id
  })
}

/** How long each kind of work takes when nothing is killed. */
const usual = { backup: 0, prune: 0, restore: 0 }
const stateOf = async (run_id: string): Promise<Json> => get(`/api/runs/${run_id}`)
/** Of the work as a whole: a check is followed by its prune. */
const isUnderWay = async (): Promise<boolean> => (await openRuns()).length > 0

const startWork = async (work: Work): Promise<string> => {
  const run_id = await begin(work)
  await until(async () => (await stateOf(run_id)).state !== 'queued', 60_000)
  return run_id
}

const measure = async (): Promise<void> => {
  for (const work of works) usual[work] = await durationOf(work)
}

const durationOf = async (work: Work): Promise<number> => {
  for (let tries = 0; ; tries += 1) {
    await quiet({ jobs: true })
    const started = performance.now()
    const run_id = await startWork(work)
    await until(async () => !(await isUnderWay()), 120_000)
    const run = await stateOf(run_id)
    // Maintenance keeps out of the way of whatever still reads: it is put off then, and asked for again.
    if (run.outcome === 'expired' && tries < 20) continue
    expect(run, `${JSON.stringify(run.error)} ${world.outputs()}`).toMatchObject({ outcome: 'succeeded' })
    return performance.now() - started
  }
}

/** True when the work was still under way. */
const killIn = async (victim: Victim, work: Work): Promise<boolean> => {
  if (isLongRun) sayHit(`killing ${victim} in ${work}`)
  await startWork(work)
  await systemWait(chance.below(Math.max(50, usual[work] * 0.8)))
  const isHit = await isUnderWay()
  await world.kill(victim)
  await world.revive(victim)
  await quiet()
  return isHit
}

const filesBelow = async (folder: string): Promise<{ path: string; bytes: number }[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name)
        return { path: path.slice(folder.length + 1), bytes: (await stat(path)).size }
      }),
  )
}

const expectSound = async (): Promise<void> => {
  const { ctx } = world
  // A fresh backup succeeds without help.
  const run_id = await startWork('backup')
  await quiet({ jobs: true })
  expect(await stateOf(run_id), world.outputs()).toMatchObject({ outcome: 'succeeded' })
  const misplaced = () => ctx.db.selectFrom('repository_objects').select('name').where('misplaced', '=', true).execute()
  await until(async () => (await misplaced()).length === 0, 60_000)

  // What was acknowledged is a recovery point, and what is available is in the store.
  const acknowledged = await ctx.db
    .selectFrom('agent_commands as c')
    .innerJoin('runs as r', 'r.id', 'c.run_id')
    .select(['c.run_id', 'c.result'])
    .where('c.kind', '=', 'backup')
    .where('r.outcome', '=', 'succeeded')
    .execute()
  const points = await ctx.db.selectFrom('recovery_points').select(['ref', 'state']).execute()
  const known = new Set(points.map(({ ref }) => ref))
  for (const { result } of acknowledged)
    for (const { snapshot } of (result as { snapshots: { snapshot: string }[] }).snapshots)
      expect(known.has(snapshot), snapshot).toBe(true)
  const root = join(world.data_dir, 'repositories')
  const live = await filesBelow(join(root, repository_id))
  const names = new Set(live.map(({ path }) => path))
  for (const { ref, state } of points) if (state === 'available') expect(names.has(`snapshots/${ref}`), ref).toBe(true)

  // Nothing is stuck, and the counters are those of the store.
  const trash = await filesBelow(join(root, '.trash', repository_id))
  const sum = (files: { bytes: number }[]) => files.reduce((total, { bytes }) => total + bytes, 0)
  const counters = await countersOf(ctx, repository_id)
  expect(counters).toEqual(await sumsOf(ctx, repository_id))
  expect(counters).toEqual({
    bytes: sum(live),
    objects: live.length,
    trash_bytes: sum(trash),
    trash_objects: trash.length,
  })
  expect(live.filter(({ path }) => path.startsWith('locks/'))).toEqual([])
  const { maintenance_until } = await ctx.db
    .selectFrom('repositories')
    .select('maintenance_until')
    .where('id', '=', repository_id)
    .executeTakeFirstOrThrow()
  expect(maintenance_until === null || maintenance_until < ctx.clock.now()).toBe(true)
  const open = await openRuns()
  expect(open, await whatIsOpen()).toEqual([])

  const { access } = await issueCredential(ctx, { repository_id, run_id: null, rights: 'read', ttl_seconds: 60 })
  const said = await restic(['--no-cache', '-r', join(root, repository_id), 'check', '--read-data', '--no-lock'], {
    RESTIC_PASSWORD: access.repository_password,
  })
  expect(said, said.stderr).toMatchObject({ code: 0 })
}

test(
  'killed at random moments of backups, prunes and restores: nothing is lost, nothing is stuck',
  async () => {
    await measure()
    const hits = new Map<string, number>()
    for (const victim of victims) {
      for (const work of worksOf(victim)) {
        let [hit, tries] = [0, 0]
        while (hit < killsInEach && tries < killsInEach * 12) {
          tries += 1
          if (await killIn(victim, work)) hit += 1
          // It was done sooner than it used to be.
          else usual[work] *= 0.6
        }
        hits.set(`${victim} in ${work}`, hit)
        expect(hit, `${victim} in ${work}, seed ${faultSeed}`).toBe(killsInEach)
      }
      if (isLongRun) await expectSound()
    }
    await expectSound()
    sayHit(`killed: ${[...hits].map(([what, count]) => `${what} ${count}`).join(', ')}; seed ${faultSeed}`)
  },
  isLongRun ? 7_200_000 : 300_000,
)
