import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../../../src/db/database.ts'
import type { Jobs } from '../../../src/jobs/jobs.ts'
import { startJobs } from '../../../src/jobs/start-jobs.ts'
import { systemClock } from '../../../src/lib/clock.ts'
import { createLog } from '../../../src/lib/log.ts'
import type { ProviderName } from '../../../src/providers/provider.ts'
import { describeProvider } from '../../../src/providers/registry.ts'
import type { CloudServer } from '../../../src/sandbox/kit/cloud.ts'
import type { Effect } from '../../../src/sandbox/kit/effect.ts'
import {
  allTasks,
  readHistoriesTask,
  resumeProtectionsTask,
  startDueMaintenanceTask,
  startDueSnapshotsTask,
  sweepThrowawaysTask,
} from '../../../src/tasks.ts'
import { againAfterDeadlock } from '../again-after-deadlock.ts'
import type { Json } from '../http-client.ts'
import { type SandboxProcess, startSandboxProcess } from '../sandbox-process.ts'
import { createKillableBackstay, finishedRun, type KillableBackstay, passTime } from '../toggles/killable-backstay.ts'
import { until } from '../until.ts'
import type { CloudSide } from './check-images.ts'
import { choosePlace } from './choose-place.ts'
import type { Door, Place } from './flows.ts'
import { type OnCall, startWatchedProxy, type WatchedProxy } from './watched-proxy.ts'

export type KillableImages = {
  readonly places: ReadonlyMap<ProviderName, Place>
  readonly door: Door
  readonly db: Db
  readonly backstay: KillableBackstay
  /** Told of each call at each cloud. */
  watch(onCall: (provider: ProviderName, ...call: Parameters<OnCall>) => ReturnType<OnCall>): void
  /** Dead, long enough for its leases to end; and alive again. */
  killAndStartAgain(): Promise<void>
  /** Lets time pass, where it may, until nothing is under way, or it is told to stop: false then. */
  rest(told: Told): Promise<boolean>
  /** Reads all lists at the providers until the records have settled. */
  readAll(): Promise<void>
  cloudSide(provider: ProviderName): Promise<CloudSide>
  end(): Promise<void>
}

type Told = { isStopped(): boolean; mayPass(seconds: number): boolean }
type Cloud = { sandbox: SandboxProcess; proxy: WatchedProxy; account: string; before: number }

/** The whole product in a process, on a Postgres, with sandbox clouds in processes of their own behind proxies that see each call. */
export const createKillableImages = async (
  providers: readonly ProviderName[],
  servers: number,
): Promise<KillableImages> => {
  const state_dir = await mkdtemp(join(tmpdir(), 'backstay-images-'))
  const backstay = await createKillableBackstay()
  const { db } = backstay
  const clouds = new Map<ProviderName, Cloud>()
  let onCall: Parameters<KillableImages['watch']>[0] = async () => 'go on'
  await backstay.start()
  const queue = await openQueue(backstay)
  for (const provider of providers)
    clouds.set(
      provider,
      await connect(backstay, { provider, servers, state_dir }, (...call) => onCall(provider, ...call)),
    )
  const sweep = async () => {
    await queue.jobs.enqueue(db, startDueSnapshotsTask, {})
    await queue.jobs.enqueue(db, sweepThrowawaysTask, {})
    await queue.jobs.enqueue(db, resumeProtectionsTask, {})
    await queue.jobs.enqueue(db, startDueMaintenanceTask, {})
  }
  const settle = async () => void (await settleOn(db, sweep))
  const readAll = () => readLists(backstay, queue.jobs, [...clouds.values()], settle)
  await readAll()
  await entitle(backstay)
  const places = new Map<ProviderName, Place>()
  for (const provider of providers)
    places.set(provider, await choosePlace(db, provider, describeProvider(provider).capabilities))
  const door = doorOf(backstay, settle, async () => {
    await queue.jobs.enqueue(db, startDueSnapshotsTask, {})
  })
  return {
    places,
    door,
    db,
    backstay,
    readAll,
    rest: (told) => settleOn(db, sweep, told),
    watch: (told) => {
      onCall = told
    },
    killAndStartAgain: async () => {
      await backstay.kill()
      await passImageTime(db, 200, { isDown: true })
      await backstay.start()
    },
    cloudSide: async (provider) => {
      const cloud = clouds.get(provider)
      if (cloud === undefined) throw new Error(`no cloud ${provider}`)
      const { sandbox, before } = cloud
      const effects = (await sandbox.control<Effect[]>('GET', 'effects')).slice(before)
      return { servers: await sandbox.control<CloudServer[]>('GET', 'servers'), effects }
    },
    end: async () => {
      await backstay.kill()
      for (const { sandbox, proxy } of clouds.values()) {
        await proxy.close()
        await sandbox.kill()
      }
      await queue.stop({ grace_ms: 1_000 })
      await backstay.end()
      await rm(state_dir, { recursive: true, force: true })
    },
  }
}

/** Puts jobs into the product's queue, and works none. */
const openQueue = ({ connection }: KillableBackstay) =>
  startJobs({ connection, log: createLog('silent'), clock: systemClock, tasks: allTasks, role: 'enqueue_only' })

/** One list alone makes nothing gone, and of one server an empty list is not believed for a day: so each is read twice. */
const readLists = async (
  { client, db }: KillableBackstay,
  jobs: Jobs,
  clouds: readonly Cloud[],
  settle: () => Promise<void>,
): Promise<void> => {
  for (const { account } of clouds) {
    const { body } = await client.post(`/api/provider-accounts/${account}/sync`)
    await finishedRun(client, body.run_id)
  }
  for (let n = 0; n < 2; n += 1) {
    for (const change of [
      sql`update servers set history_due_at = now() where provider_ref is not null`,
      sql`update recovery_points set missing_since = missing_since - interval '26 hours' where missing_since is not null`,
    ])
      await againAfterDeadlock(() => change.execute(db))
    for (const { account } of clouds) await jobs.enqueue(db, readHistoriesTask, { provider_account_id: account })
    await settle()
  }
}

/** A cloud in a process of its own, and its account at Backstay, which reaches it through a proxy. */
const connect = async (
  { client }: KillableBackstay,
  { provider, servers, state_dir }: { provider: ProviderName; servers: number; state_dir: string },
  onCall: OnCall,
): Promise<Cloud> => {
  const settings = { action_ms: 60, calls_per_hour: 1e9 }
  const sandbox = await startSandboxProcess({ provider, state_dir: join(state_dir, provider), servers, settings })
  const proxy = await startWatchedProxy(provider, sandbox.url, onCall)
  const { credentials } = await sandbox.control<{ credentials: object }>('GET', '')
  const input = { provider, label: provider, credentials, endpoint: proxy.url }
  const { body, status, text } = await client.post('/api/provider-accounts', input)
  if (status !== 201) throw new Error(text)
  const before = (await sandbox.control<Effect[]>('GET', 'effects')).length
  return { sandbox, proxy, account: body.id, before }
}

/** A plan that every method fits, and places for all servers there are. */
const entitle = async ({ client, db }: KillableBackstay): Promise<void> => {
  const ask = async (path: string, body: object): Promise<Json> => {
    const answer = await client.post(path, body)
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.text}`)
    return answer.body
  }
  const { id: organization_id } = await ask('/api/organizations', { name: 'Customer' })
  const all = await db.selectFrom('servers').select('id').execute()
  await ask('/api/bulk/adopt', { server_ids: all.map(({ id }) => id), organization_id })
  await db.updateTable('servers').set({ plan_type: 'basic' }).execute()
  const wish = { name: 'Short', price_minor: 100, currency: 'EUR', retention_days: 1, plan_types: ['basic'] }
  const { id: plan_id } = await ask('/api/plans', wish)
  await ask('/api/subscriptions', { organization_id, plan_id, quantity: 500 })
}

const doorOf = ({ client, db }: KillableBackstay, settle: () => Promise<void>, look: () => Promise<void>): Door => {
  const ask = async (path: string, body: object): Promise<string | null> => {
    try {
      const answer = await client.post(path, body)
      const error = answer.body?.error
      // A person says yes to the one that goes.
      if (error?.code === 'would_replace_snapshot') return ask(path, { ...body, let_go: error.details.let_go })
      return answer.status < 300 ? null : (error?.code ?? answer.text)
    } catch (error) {
      // Fetch's own error when the connection breaks off.
      if (error instanceof TypeError) return 'cut_off'
      throw error
    }
  }
  return {
    db,
    toggle: ({ id }, input) => ask(`/api/servers/${id}/toggle-backups`, input),
    backUp: ({ id }) => ask(`/api/servers/${id}/backups`, { method: 'snapshot' }),
    restore: ({ id }, input) => ask(`/api/servers/${id}/restores`, input),
    allowDrills: async ({ id }, ceiling) => {
      const answer = await client.send('PUT', `/api/servers/${id}/image-drills`, { ceiling })
      return answer.status < 300 ? null : answer.text
    },
    drill: ({ id }) => ask(`/api/servers/${id}/drills`, {}),
    keep: (id) => ask(`/api/recovery-points/${id}/keep`, {}),
    snapshotDue: async ({ id }) => {
      const row = db.updateTable('protections').set({ next_run_at: systemClock.now() })
      await row.where('server_id', '=', id).where('method', '=', 'snapshot').execute()
      await look()
      return null
    },
    settle,
  }
}

/** Tasks whose work is what the flows are made of. */
const flowTasks = [
  'maintenance.apply-retention',
  'protections.continue-snapshot',
  'protections.start-due-snapshots',
  'protections.reconcile',
  'servers.deploy',
  'restores.continue',
  'maintenance.image-drill',
  'recovery-points.keep-image',
  'recovery-points.read-histories',
  'recovery-points.start-due-histories',
]

/** As `passTime`, and for what images wait for: orders and restores without an answer, deployments. */
const passImageTime = async (db: Db, seconds: number, options: { isDown?: boolean } = {}): Promise<void> => {
  // As the queue does it: a job that was lost too often is not tried again.
  if (options.isDown === true)
    await sql`update pgboss.job set state = 'failed', completed_on = now()
      where state = 'active' and retry_count >= retry_limit`.execute(db)
  await passTime(db, seconds, options)
  const span = sql`make_interval(secs => ${seconds})`
  const changes = [
    sql`update runs set sent_at = sent_at - ${span}, updated_at = updated_at - ${span} where state <> 'finished'`,
    sql`update runs set finished_at = finished_at - ${span} where id in (select safety_run_id from restores)
      and finished_at is not null`,
    sql`update snapshot_orders set until = until - ${span}, updated_at = updated_at - ${span} where state = 'open'`,
    sql`update throwaway_servers set held_until = held_until - ${span}, touched_at = touched_at - ${span}, sent_at = sent_at - ${span},
      created_at = created_at - ${span} where gone_at is null`,
    sql`update server_orders set until = until - ${span}, due_at = due_at - ${span} where state = 'open'`,
  ]
  for (const change of changes) await againAfterDeadlock(() => change.execute(db))
}

const openWork = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ what: string }>`
    select 'run ' || id || ' ' || kind as what from runs where state <> 'finished'
    union all select 'order ' || run_id from snapshot_orders where state = 'open'
    union all select 'protection ' || id from protections where phase in ('enabling', 'disabling')
    union all select 'job ' || name || ' ' || state from pgboss.job
      where state < 'completed' and name = any(${flowTasks})`.execute(db)
  return rows.map(({ what }) => what)
}

const undisturbed: Told = { isStopped: () => false, mayPass: () => true }

/** Resolves with false when it was stopped before. */
const settleOn = async (db: Db, sweep: () => Promise<unknown>, told: Told = undisturbed): Promise<boolean> => {
  let open: string[] = []
  let looks = 0
  try {
    await until(async () => {
      if (told.isStopped()) return true
      open = await openWork(db)
      if (open.length === 0) return true
      looks += 1
      // What waits long is waited for with long steps.
      const seconds = looks < 80 ? 20 : 600
      if (looks % 4 === 0 && told.mayPass(seconds)) {
        await passImageTime(db, seconds)
        await wake(db)
        // What the calendar does every few minutes for what a crash left.
        if (looks % 20 === 0) await sweep()
      }
      return false
    }, 400_000)
  } catch (error) {
    throw new Error(`never came to rest: ${open.join(', ')}; ${error}`)
  }
  return !told.isStopped()
}

/** Where its workers listen (`src/jobs/create-enqueue.ts`). */
const workersChannel = `pgboss_${createHash('sha224').update('pgboss').digest('hex').slice(0, 24)}`

/** A worker looks every two seconds for jobs whose time came. */
const wake = async (db: Db): Promise<void> => {
  for (const name of flowTasks) await sql`select pg_notify(${workersChannel}, ${name})`.execute(db)
}
