import { expect } from 'vitest'
import { ensurePlans } from '../../src/billing/ensure-plans.ts'
import { grantSubscription } from '../../src/billing/grant-subscription.ts'
import { continueBulk } from '../../src/bulk/continue-bulk.ts'
import type { Context } from '../../src/context.ts'
import { dayMs } from '../../src/lib/clock.ts'
import type { Ping } from '../../src/lib/ping.ts'
import type { Reach } from '../../src/lib/reach.ts'
import { applyRetention } from '../../src/maintenance/apply-retention.ts'
import { forgetSafetyImages } from '../../src/maintenance/forget-safety-images.ts'
import { continueImageDrill } from '../../src/maintenance/image-drills/continue-image-drill.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import { continueSnapshot, type SnapshotStep } from '../../src/protections/snapshots/continue-snapshot.ts'
import { startDueSnapshots } from '../../src/protections/snapshots/start-due-snapshots.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { connectProviderAccount } from '../../src/provider-accounts/connect-provider-account.ts'
import { openProvider } from '../../src/provider-accounts/open-provider.ts'
import { startSync } from '../../src/provider-accounts/start-sync.ts'
import type { Provider, ProviderName } from '../../src/providers/provider.ts'
import { readServerHistory } from '../../src/recovery-points/history/read-server-history.ts'
import { continueKeep, type KeepStep } from '../../src/recovery-points/keep/continue-keep.ts'
import { continueRestore } from '../../src/restores/continue-restore.ts'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { bulkAdopt } from '../../src/servers/bulk-adopt.ts'
import { continueDeployment, type DeploymentStep } from '../../src/servers/continue-deployment.ts'
import { loadServer } from '../../src/servers/load-server.ts'
import { syncProviderAccount } from '../../src/servers/sync-provider-account.ts'
import { createTestContext } from './context.ts'
import { adaptersOn, openSandbox } from './sandbox-clouds.ts'

/** What can go wrong with a call that changes a server's images. */
export const faultsOfChanges = [
  'timeout_after_effect',
  'timeout_before_effect',
  'server_error',
  'rate_limited',
  'locked',
  'action_errors',
] as const

export type ImageWorld = Awaited<ReturnType<typeof createImageWorld>>

/** A customer's server at a sandbox cloud, with a place for its images, worked by hand and by a clock that stands still. */
export const createImageWorld = async (provider: ProviderName, settings: { action_ms?: number } = {}) => {
  const { knocks, reach, ping } = createKnocks()
  const t = await createTestContext({ providers: adaptersOn, reach, ping })
  const sandbox = await openSandbox({ provider, clock: t.clock, servers: 12, settings })
  const { ctx } = t
  const { cloud, server } = await arrange(ctx, { provider, sandbox })
  t.queue.length = 0

  const pass = (ms: number) => {
    t.clock.advanceMs(ms)
    sandbox.control.advance(0)
  }
  const handlers = handlersOf(ctx)
  /** Works one job that concerns images, as the clock comes to it; false: there is none. */
  const step = async (): Promise<boolean> => {
    t.queue.sort((a, b) => (a.start_after ?? '').localeCompare(b.start_after ?? ''))
    const next = t.queue.shift()
    if (next === undefined) return false
    const handle = handlers[next.task]
    if (handle === undefined) return step()
    pass(Math.max(0, Date.parse(next.start_after ?? t.clock.now()) - t.clock.nowMs()))
    await handle(next.input as never)
    return true
  }
  /** Works until nothing is left. */
  const work = async () => {
    for (let steps = 0; steps < 2_000; steps++) if (!(await step())) return
    expect.fail('it goes round in circles')
  }
  return {
    ...t,
    sandbox,
    knocks,
    cloud,
    server,
    pass,
    step,
    work,
    enable: () => toggleBackups(ctx, { server_id: server.id, enable: true, methods: ['snapshot'] }),
    /** The server's snapshots as the cloud itself knows them. */
    there: () =>
      sandbox.control
        .servers()
        .find(({ ref }) => ref === server.provider_ref)
        ?.recovery_points.filter(({ kind }) => kind === 'snapshot') ?? [],
    onRecord: () =>
      ctx.db
        .selectFrom('recovery_points')
        .selectAll()
        .where('server_id', '=', server.id)
        .where('method', '=', 'snapshot')
        .where('state', '=', 'available')
        .orderBy('taken_at')
        .execute(),
    imagePoint: () => imagePoint({ ctx, cloud, server, pass, work }),
    nextDay: async (days = 1) => {
      pass(days * dayMs)
      await startDueSnapshots(ctx)
      await work()
    },
    end: async () => {
      await sandbox.close()
      await t.end()
    },
  }
}

/** The jobs that concern images. */
const handlersOf = (ctx: Context): Record<string, (input: never) => Promise<unknown>> => ({
  'maintenance.apply-retention': (input: { protection_id: string }) => applyRetention(ctx, input),
  'maintenance.forget-safety-images': (input: { server_id: string }) => forgetSafetyImages(ctx, input),
  'protections.continue-snapshot': (input: SnapshotStep) => continueSnapshot(ctx, input),
  'recovery-points.keep-image': (input: KeepStep) => continueKeep(ctx, input),
  'servers.deploy': (input: DeploymentStep) => continueDeployment(ctx, input),
  'maintenance.image-drill': (input: { run_id: string }) => continueImageDrill(ctx, input),
  'protections.bulk-toggle': (input: { run_id: string; turn: number; idle: number }) => continueBulk(ctx, input),
  'restores.continue': (input: { run_id: string }) => continueRestore(ctx, input),
})

const createKnocks = () => {
  /** What knocking finds out: null, or why nobody answers. */
  const knocks = { answer: null as string | null, at: [] as string[], no_ping: null as string | null }
  const reach: Reach = async ({ address, port }) => {
    knocks.at.push(`${address}:${port}`)
    return knocks.answer
  }
  const ping: Ping = {
    whyNot: async () => knocks.no_ping,
    ask: async ({ address }) => {
      knocks.at.push(`ping ${address}`)
      return knocks.no_ping ?? knocks.answer
    },
  }
  return { knocks, reach, ping }
}

type Parts = {
  ctx: Context
  cloud: Provider
  server: { id: string; provider_ref: string }
  pass: (ms: number) => void
  work: () => Promise<void>
}

/** The newest image there is after a few days with backups on: the provider's own where it makes servers of those. */
const imagePoint = async ({ ctx, cloud, server, pass, work }: Parts) => {
  if (cloud.capabilities.native?.can_restore_to_new === true) {
    await cloud.enableNative(server.provider_ref, null)
    pass(3 * dayMs)
  } else {
    await toggleBackups(ctx, { server_id: server.id, enable: true, methods: ['snapshot'] })
    await work()
  }
  await readServerHistory(ctx, { server: await loadServer(ctx, { server_id: server.id }), provider: cloud })
  return ctx.db
    .selectFrom('recovery_points')
    .selectAll()
    .where('server_id', '=', server.id)
    .where('state', '=', 'available')
    .orderBy('taken_at', 'desc')
    .executeTakeFirstOrThrow()
}

/** Connects the cloud's account, and gives one of its servers that can have snapshots to a customer with a place for it. */
const arrange = async (ctx: Context, { provider, sandbox }: { provider: ProviderName; sandbox: Sandbox }) => {
  const { id: provider_account_id } = await connectProviderAccount(ctx, {
    provider,
    label: 'Sandbox',
    endpoint: sandbox.url,
    credentials: sandbox.control.credentials(),
  })
  const { run_id } = await startSync(ctx, { provider_account_id })
  await syncProviderAccount(ctx, { provider_account_id, run_id })
  const cloud = await openProvider(ctx, { provider_account_id })
  const rows = await ctx.db.selectFrom('servers').select(['id', 'name', 'size', 'provider_ref']).execute()
  const slots = cloud.capabilities.snapshot?.slots
  const roomy = rows.find(({ size }) => typeof slots !== 'function' || (slots(size) ?? 0) >= 3)
  if (roomy?.provider_ref == null) throw new Error('no server has slots')
  const server = { id: roomy.id, name: roomy.name, provider_ref: roomy.provider_ref }
  const organization = await createOrganization(ctx, { name: 'Customer' })
  await bulkAdopt(ctx, { server_ids: [server.id], organization_id: organization.id })
  await ensurePlans(ctx)
  const plan = await ctx.db.selectFrom('plans').select('id').orderBy('retention_days').executeTakeFirstOrThrow()
  await ctx.db.updateTable('servers').set({ plan_type: 'basic' }).where('id', '=', server.id).execute()
  await grantSubscription(ctx, { organization_id: organization.id, plan_id: plan.id, quantity: 1 })
  return { cloud, server }
}
