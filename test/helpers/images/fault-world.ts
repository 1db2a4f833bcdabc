import { createPlan } from '../../../src/billing/create-plan.ts'
import { grantSubscription } from '../../../src/billing/grant-subscription.ts'
import { CreatePlanInput } from '../../../src/billing/schema.ts'
import type { Context } from '../../../src/context.ts'
import { dayMs, minuteMs } from '../../../src/lib/clock.ts'
import { AppError } from '../../../src/lib/errors.ts'
import { setImageDrills } from '../../../src/maintenance/image-drills/set-image-drills.ts'
import { startImageDrill } from '../../../src/maintenance/image-drills/start-image-drill.ts'
import { createOrganization } from '../../../src/organizations/create-organization.ts'
import { backUpNow } from '../../../src/protections/back-up-now.ts'
import { ToggleInput } from '../../../src/protections/schema.ts'
import { startDueSnapshots } from '../../../src/protections/snapshots/start-due-snapshots.ts'
import { toggleBackups } from '../../../src/protections/toggle-backups.ts'
import { connectProviderAccount } from '../../../src/provider-accounts/connect-provider-account.ts'
import { openProvider } from '../../../src/provider-accounts/open-provider.ts'
import { startSync } from '../../../src/provider-accounts/start-sync.ts'
import type { ProviderName } from '../../../src/providers/provider.ts'
import { readHistories } from '../../../src/recovery-points/history/read-histories.ts'
import { keepImage } from '../../../src/recovery-points/keep/keep-image.ts'
import { RestoreInput } from '../../../src/restores/schema.ts'
import { startRestore } from '../../../src/restores/start-restore.ts'
import { bulkAdopt } from '../../../src/servers/bulk-adopt.ts'
import { syncProviderAccount } from '../../../src/servers/sync-provider-account.ts'
import { handlers } from '../../../src/worker/handlers.ts'
import { createTestContext, type TestContext } from '../context.ts'
import { adaptersOn, openSandbox } from '../sandbox-clouds.ts'
import { choosePlace } from './choose-place.ts'
import type { Door } from './flows.ts'

export type FaultWorld = Awaited<ReturnType<typeof createFaultWorld>>

const relevant = new Set([
  'maintenance.apply-retention',
  'protections.continue-snapshot',
  'protections.reconcile',
  'servers.deploy',
  'restores.continue',
  'maintenance.image-drill',
  'recovery-points.keep-image',
])
const works = new Map(handlers.filter(({ task }) => relevant.has(task.name)).map((one) => [one.task.name, one]))

/** A customer's servers at one sandbox cloud, with the product's verbs, its worker's tasks and a clock that stands still. */
export const createFaultWorld = async (provider: ProviderName) => {
  const t = await createTestContext({
    // What the adapters wait has fractions, which no real clock has.
    providers: (clock) => adaptersOn({ ...clock, advanceMs: (ms) => clock.advanceMs(Math.ceil(ms)) }),
  })
  const sandbox = await openSandbox({ provider, clock: t.clock, servers: 30, settings: { calls_per_hour: 1e9 } })
  const { ctx } = t
  const { id: provider_account_id } = await connectProviderAccount(ctx, {
    provider,
    label: 'Sandbox',
    endpoint: sandbox.url,
    credentials: sandbox.control.credentials(),
  })
  const pass = (ms: number) => {
    t.clock.advanceMs(ms)
    sandbox.control.advance(0)
  }
  const read = async () => {
    const { run_id } = await startSync(ctx, { provider_account_id })
    await syncProviderAccount(ctx, { provider_account_id, run_id })
    await ctx.db.updateTable('servers').set({ history_due_at: t.clock.now() }).execute()
    await readHistories(ctx, { provider_account_id })
  }
  await read()
  await entitle(ctx)
  const cloud = await openProvider(ctx, { provider_account_id })
  const place = await choosePlace(ctx.db, provider, cloud.capabilities)
  const foreign = new Set<string>()
  if (provider !== 'linode' && provider !== 'contabo') {
    await cloud.createSnapshot(place.images.provider_ref, 'by hand')
    pass(5 * minuteMs)
    for (const point of await cloud.listRecoveryPoints(place.images.provider_ref))
      if (point.kind === 'snapshot') foreign.add(point.ref)
  }
  const before = sandbox.control.effects().length
  return {
    ...t,
    sandbox,
    place,
    foreign,
    /** What the cloud itself knows, since the world began. */
    cloudSide: () => ({ servers: sandbox.control.servers(), effects: sandbox.control.effects().slice(before) }),
    door: doorOf(t, pass),
    /** What the provider has, as the calendar would read it: twice, since one list alone makes nothing gone. */
    readAll: async () => {
      for (const minutes of [25 * 60, 20, 20]) {
        pass(minutes * minuteMs)
        await read()
      }
      t.queue.length = 0
    },
    end: async () => {
      await sandbox.close()
      await t.end()
    },
  }
}

/** A plan that every method fits, and places for all servers there are. */
const entitle = async (ctx: Context): Promise<void> => {
  const organization = await createOrganization(ctx, { name: 'Customer' })
  const ids = (await ctx.db.selectFrom('servers').select('id').execute()).map(({ id }) => id)
  await bulkAdopt(ctx, { server_ids: ids, organization_id: organization.id })
  await ctx.db.updateTable('servers').set({ plan_type: 'basic' }).execute()
  const wish = { name: 'Short', price_minor: 100, currency: 'EUR', retention_days: 1, plan_types: ['basic'] }
  const { id: plan_id } = await createPlan(ctx, CreatePlanInput.parse(wish))
  await grantSubscription(ctx, { organization_id: organization.id, plan_id, quantity: 100 })
}

const doorOf = ({ ctx, clock, queue }: TestContext, pass: (ms: number) => void): Door => {
  const asked = (what: () => Promise<unknown>): Promise<string | null> =>
    what().then(
      () => null,
      (error: unknown) => {
        if (error instanceof AppError) return error.code
        throw error
      },
    )
  return {
    db: ctx.db,
    toggle: (server, input) => asked(() => toggleBackups(ctx, { ...ToggleInput.parse(input), server_id: server.id })),
    backUp: (server) => asked(() => backUpWith(ctx, server.id)),
    restore: (server, input) => asked(() => startRestore(ctx, { ...RestoreInput.parse(input), server_id: server.id })),
    allowDrills: ({ id: server_id }, ceiling) => asked(() => setImageDrills(ctx, { server_id, ceiling })),
    drill: ({ id: server_id }) => asked(() => startImageDrill(ctx, { server_id })),
    keep: (recovery_point_id) => asked(() => keepImage(ctx, { recovery_point_id })),
    snapshotDue: async ({ id }) => {
      pass(dayMs)
      const row = ctx.db.updateTable('protections').set({ next_run_at: clock.now() })
      await row.where('server_id', '=', id).where('method', '=', 'snapshot').execute()
      return asked(() => startDueSnapshots(ctx))
    },
    settle: () => workThrough(ctx, queue, pass),
  }
}

/** A person says yes to the one that goes. */
const backUpWith = async (ctx: Context, server_id: string): Promise<unknown> => {
  const input = { server_id, method: 'snapshot' } as const
  try {
    return await backUpNow(ctx, input)
  } catch (error) {
    const let_go = error instanceof AppError && error.code === 'would_replace_snapshot' ? error.details?.let_go : null
    if (typeof let_go !== 'string') throw error
    return backUpNow(ctx, { ...input, let_go })
  }
}

const mostAttempts = 5

/** Works what is queued as the clock comes to it; what throws is tried again as the queue would. */
const workThrough = async (ctx: Context, queue: TestContext['queue'], pass: (ms: number) => void): Promise<void> => {
  const attempts = new WeakMap<object, number>()
  for (let steps = 0; steps < 20_000; steps += 1) {
    queue.sort((a, b) => (a.start_after ?? '').localeCompare(b.start_after ?? ''))
    const next = queue.shift()
    if (next === undefined) return
    const work = works.get(next.task)
    if (work === undefined) continue
    pass(Math.max(0, Date.parse(next.start_after ?? ctx.clock.now()) - ctx.clock.nowMs()))
    const attempt = (attempts.get(next) ?? 0) + 1
    attempts.set(next, attempt)
    const job = { id: 'job', attempt, last_attempt: attempt === mostAttempts, signal: new AbortController().signal }
    try {
      await work.run(ctx, next.input, job)
    } catch (error) {
      if (attempt === mostAttempts) ctx.log.warn({ err: error }, 'a job failed for good')
      else {
        pass(30_000)
        queue.push(next)
      }
    }
  }
  throw new Error(`it goes round in circles: ${JSON.stringify(queue.slice(0, 5))}`)
}
