import type { Plan } from '../billing/schema.ts'
import { AppError } from '../lib/errors.ts'
import { systemWait } from '../lib/wait.ts'
import { backUpNow } from '../protections/back-up-now.ts'
import { toggleBackups } from '../protections/toggle-backups.ts'
import { bringToToday, daysAgoIn } from './cloud-time.ts'
import { pace } from './demo-clouds.ts'
import { listDemoPlans, planAt } from './demo-plans.ts'
import { accountIdsOf, type DemoWork } from './demo-work.ts'
import { type DemoServer, findProtection, listServersAcrossOrganizations } from './queries.ts'
import { accounts, daysOn, machines } from './story.ts'
import type { DemoMachine } from './story-machines.ts'

/** Operators may sell other plans than the story thinks of. */
const notSold: readonly string[] = ['subscription_required', 'no_places_left', 'method_unavailable']
/** When in the clouds the first snapshots are taken: after the youngest of their protections began, and long enough ago. */
const firstSnapshotDays = 40
const lookMs = 100
const againMs = 5_000
const waitAtMostMs = 60_000

/**
 * Switches backups on as a customer would: subscription, provider, record; while it is some time ago in the cloud. One of them the
 * provider lets down.
 */
export const enableProtections = async (work: DemoWork): Promise<void> => {
  const { ctx, clouds, signal } = work
  const controls = accounts.map(({ provider }) => clouds.get(provider).control)
  const enabled = toEnable(await listDemoPlans(ctx), await serversOf(work))
  // Nobody looks on yet: the clouds need not take their time.
  for (const control of controls) {
    bringToToday(control, ctx.clock)
    control.changeSettings({ latency_ms: 0, action_ms: 0 })
  }
  try {
    for (const one of enabled.filter(({ machine }) => machine.method === undefined)) {
      signal.throwIfAborted()
      await unlessNotSold(work, one, () => (one.machine.story === 'failed' ? failToEnable : enableNative)(work, one))
    }
    await enableSnapshots(
      work,
      enabled.filter(({ machine }) => machine.method === 'snapshot'),
    )
  } finally {
    for (const control of controls) {
      bringToToday(control, ctx.clock)
      control.changeSettings(pace)
    }
  }
}

const serversOf = async ({ ctx }: DemoWork): Promise<DemoServer[]> =>
  listServersAcrossOrganizations(ctx.db, [...(await accountIdsOf(ctx)).values()])

type Enabled = { machine: DemoMachine; server: DemoServer; plan_id: string | undefined }

const toEnable = (plans: readonly Plan[], servers: readonly DemoServer[]): Enabled[] =>
  machines().flatMap((machine) => {
    const server = servers.find((one) => one.provider === machine.provider && one.name === machine.name)
    if (machine.story === undefined || server === undefined) return []
    return [{ machine, server, plan_id: planAt(plans, machine.plan ?? 0)?.id }]
  })

/** Resolves with whether it was done. */
const unlessNotSold = async ({ ctx }: DemoWork, { server }: Enabled, enable: () => Promise<void>): Promise<boolean> => {
  try {
    await enable()
    return true
  } catch (error) {
    if (!(error instanceof AppError) || !notSold.includes(error.code)) throw error
    ctx.log.warn({ server: server.name, err: error }, 'The demo leaves a server unprotected: no plan on sale fits it')
    return false
  }
}

const enableNative = async ({ ctx, clouds }: DemoWork, { machine, server, plan_id }: Enabled): Promise<void> => {
  const before = await findProtection(ctx.db, server.id, 'native')
  const isDone = machine.story === 'needs_operator' ? before?.phase === 'needs_operator' : server.backups_enabled
  if (isDone) return
  const { control } = clouds.get(machine.provider)
  const input = { server_id: server.id, plan_id }
  // Another try of the job goes on from here when the cloud is not done yet.
  const { backups_enabled } = await daysAgoIn(control, daysOn(machine), () =>
    toggleBackups(ctx, { ...input, enable: true }),
  )
  if (!backups_enabled) throw new Error(`backups of ${server.name} are not on yet`)
  // Contabo has no way to cancel by API, so this waits for a person.
  if (machine.story === 'needs_operator') await toggleBackups(ctx, { server_id: server.id, enable: false })
}

/** They are on when the first one is there, which the workers see to: all are asked for before any is waited for. */
const enableSnapshots = async (work: DemoWork, wanted: readonly Enabled[]): Promise<void> => {
  const { ctx, clouds, signal } = work
  const [first, ...others] = new Set(wanted.map(({ machine }) => machine.provider))
  if (first === undefined) return
  const inAll = (providers: readonly DemoMachine['provider'][], act: () => Promise<void>): Promise<void> => {
    const [next, ...rest] = providers
    if (next === undefined) return act()
    return daysAgoIn(clouds.get(next).control, firstSnapshotDays, () => inAll(rest, act))
  }
  await inAll([first, ...others], async () => {
    const asked = new Set<string>()
    for (const one of wanted) {
      signal.throwIfAborted()
      const { server, plan_id } = one
      const input = { server_id: server.id, enable: true, plan_id, methods: ['snapshot' as const] }
      const isAsked = await unlessNotSold(work, one, async () => void (await toggleBackups(ctx, input)))
      if (isAsked) asked.add(server.id)
    }
    await waitForFirst(work, asked)
  })
}

/** One that failed, as after a crash in the middle of it, is asked for again; one that is under way is that one. */
const waitForFirst = async (work: DemoWork, asked: ReadonlySet<string>): Promise<void> => {
  const { ctx, signal } = work
  for (let waited = 0; ; waited += lookMs) {
    const waiting = (await serversOf(work)).filter(({ id, backups_enabled }) => asked.has(id) && !backups_enabled)
    if (waiting.length === 0) return
    signal.throwIfAborted()
    if (waited > waitAtMostMs) {
      const servers = waiting.map(({ name }) => name)
      ctx.log.warn({ servers }, 'The demo goes on without the first snapshots of some servers, which come later')
      return
    }
    if (waited % againMs === 0)
      for (const { id } of waiting) await backUpNow(ctx, { server_id: id, method: 'snapshot' })
    await systemWait(lookMs)
  }
}

const failToEnable = async ({ ctx, clouds }: DemoWork, { server, plan_id }: Enabled): Promise<void> => {
  if ((await findProtection(ctx.db, server.id, 'native'))?.phase === 'failed') return
  const { control } = clouds.get('digitalocean')
  const target = server.provider_ref ?? ''
  control.addFault({ operation: 'dropletActions_post', kind: 'action_errors', target })
  try {
    await toggleBackups(ctx, { server_id: server.id, enable: true, plan_id })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'provider_refused') throw error
  } finally {
    control.clearFaults()
  }
}
