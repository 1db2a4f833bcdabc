import { sql } from 'kysely'
import { changeSubscription } from '../../../src/billing/change-subscription.ts'
import { grantSubscription } from '../../../src/billing/grant-subscription.ts'
import { startBulk } from '../../../src/bulk/start-bulk.ts'
import { AppError } from '../../../src/lib/errors.ts'
import { toggleBackups } from '../../../src/protections/toggle-backups.ts'
import { entitlementChangedTask, syncStripeSubscriptionTask } from '../../../src/tasks.ts'
import { Killed } from './mortal.ts'
import { isTrue, nameOf, type Step } from './steps.ts'
import { cloudNames, type ToggleWorld, type WorldServer } from './toggle-world.ts'

/** What one sequence leaves to judge by. */
export type Journey = {
  readonly world: ToggleWorld
  readonly hits: Map<string, number>
  /** Servers whose backups somebody switched in the panel. */
  readonly touched: Set<string>
  /** What must never happen, whatever the faults. */
  readonly wrongs: string[]
}

export const hit = ({ hits }: Pick<Journey, 'hits'>, name: string) => void hits.set(name, (hits.get(name) ?? 0) + 1)

export const takeStep = async (journey: Journey, step: Step): Promise<void> => {
  const { world } = journey
  if (step.do === 'crash') {
    // So that there is work.
    if (step.during.do === 'work') world.clock.advanceMs(15_000)
    world.life().endAfter(step.at)
    await act(journey, step.during)
    // A step that was too short to be killed was an ordinary one.
    if (world.life().isOver) hit(journey, nameOf(step))
    else hit(journey, nameOf(step.during))
    world.restart()
  } else if (await act(journey, step)) hit(journey, nameOf(step))
}

/** Resolves with false when the step could not be taken. */
const act = async (journey: Journey, step: Step): Promise<boolean> => {
  const { world } = journey
  const serverAt = (n: number): WorldServer => {
    const server = world.servers[n % world.servers.length]
    if (server === undefined) throw new Error('there are no servers')
    return server
  }
  switch (step.do) {
    case 'toggle':
      await toggle(journey, serverAt(step.server), step.enable)
      return true
    case 'toggle_many':
      await Promise.all([
        ...step.toggles.map(({ server, enable }) => toggle(journey, serverAt(server), enable)),
        beside(journey, step.beside, serverAt(step.toggles[0]?.server ?? 0)),
      ])
      return true
    case 'bulk':
      await survive(journey, async () => {
        const server_ids = step.servers.map((n) => serverAt(n).id)
        await startBulk(world.ctx(), { server_ids, work: { kind: 'toggle', enable: step.enable } })
        await world.work()
      })
      return true
    case 'places':
      return changePlaces(journey, step.change)
    case 'webhook':
      return billing(journey, step)
    case 'sync':
      await survive(journey, () => world.sync())
      return true
    case 'work':
      await survive(journey, () => world.work())
      return true
    case 'fault':
      addFault(world, step, serverAt(step.server))
      if (step.meets) await meet(journey, step, serverAt(step.server))
      return true
    case 'panel':
      return actInPanel(journey, step.act, serverAt(step.server))
    case 'time':
      world.clock.advanceMs(step.seconds * 1_000)
      return true
    case 'crash':
      return false
  }
}

const beside = async (journey: Journey, what: string, server: WorldServer): Promise<void> => {
  const { world } = journey
  if (what === 'sync') await survive(journey, () => world.sync())
  if (what === 'work') await survive(journey, () => world.work())
  if (what === 'panel') await actInPanel(journey, 'disable_backups', server)
  if (what === 'entitlement') {
    await survive(journey, () => setPlaces(world, 1))
    await survive(journey, () => world.work())
  }
}

/** Refusals are answers; anything else is a fault of ours, unless the process was killed. */
const survive = async ({ world, wrongs }: Journey, work: () => Promise<unknown>): Promise<void> => {
  const life = world.life()
  try {
    await work()
  } catch (error) {
    if (error instanceof AppError || error instanceof Killed || life.isOver) return
    wrongs.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

const toggle = (journey: Journey, server: WorldServer, enable: boolean): Promise<void> =>
  survive(journey, () => toggleBackups(journey.world.ctx(), { server_id: server.id, enable, confirm: server.name }))

const setPlaces = async (world: ToggleWorld, quantity: number) => {
  const { id } = await sql<{ id: string }>`
    select id from subscriptions where organization_id = ${world.organization_id} and status = 'active'
      and stripe_subscription_id is null limit 1`
    .execute(world.db)
    .then(({ rows }) => rows[0] ?? { id: null })
  if (id !== null) await changeSubscription(world.ctx(), { subscription_id: id, quantity })
  return id
}

/** Changes what is paid for, and makes sure that this alone sends nothing to any provider (rule 1). */
const changePlaces = async (journey: Journey, change: 'lapse' | 'grant' | 'fewer' | 'more'): Promise<boolean> => {
  const { world } = journey
  const { organization_id, plan_id } = world
  if (change === 'grant') await grantSubscription(world.ctx(), { organization_id, plan_id, quantity: 1 })
  else {
    let current = await setPlaces(world, change === 'fewer' ? 1 : 4)
    if (current === null) return false
    while (change === 'lapse' && current !== null) {
      await changeSubscription(world.ctx(), { subscription_id: current, status: 'canceled' })
      current = await setPlaces(world, 1)
    }
  }
  const before = effectsOf(world)
  await survive(journey, () => world.work(entitlementChangedTask.name))
  if (effectsOf(world) !== before) journey.wrongs.push(`a change of places (${change}) changed a server`)
  return true
}

/** Something happens at Stripe and is told, somehow; records change, and no provider is asked for anything (rule 1, S5). */
const billing = async (journey: Journey, { change, delivery }: Extract<Step, { do: 'webhook' }>): Promise<boolean> => {
  const { world } = journey
  if (isTrue(delivery) && !world.stripe.happen(change)) return false
  if (isTrue(delivery)) hit(journey, `told: ${delivery}`)
  const before = effectsOf(world)
  await survive(journey, () => world.stripe.deliver(world.ctx(), delivery))
  for (const task of [syncStripeSubscriptionTask, entitlementChangedTask])
    await survive(journey, () => world.work(task.name))
  if (effectsOf(world) !== before) journey.wrongs.push(`an event of Stripe (${change}, ${delivery}) changed a server`)
  return true
}

const effectsOf = (world: ToggleWorld) =>
  cloudNames.reduce((sum, name) => sum + world.clouds[name].control.effects().length, 0)

const operations = {
  digitalocean: { change: 'dropletActions_post', read: 'droplets_get', list: 'droplets_list' },
  contabo: { change: 'upgradeInstance', read: 'retrieveInstance', list: 'retrieveInstancesList' },
} as const

const addFault = (
  world: ToggleWorld,
  { kind, on, times }: Extract<Step, { do: 'fault' }>,
  server: WorldServer,
): void => {
  const fault = { operation: operations[server.cloud][on], kind, times }
  // The cloud is slow to be reached again, or says so; what was asked for may have happened or not.
  const after_effect = kind === 'server_error' || kind === 'html' ? times === 1 : false
  world.clouds[server.cloud].control.addFault({
    ...fault,
    after_effect,
    ...(kind === 'rate_limited' ? { retry_after_seconds: times } : {}),
  })
}

/** Asks for what the fault waits for. */
const meet = async (journey: Journey, { on }: Extract<Step, { do: 'fault' }>, server: WorldServer): Promise<void> => {
  const { world } = journey
  if (on === 'list') return survive(journey, () => world.sync())
  const { rows } = await sql<{ desired_state: string }>`
    select desired_state from protections where server_id = ${server.id}`.execute(world.db)
  await toggle(journey, server, rows[0]?.desired_state !== 'on')
}

const actInPanel = async (
  { world, touched }: Pick<Journey, 'world' | 'touched'>,
  act: 'enable_backups' | 'disable_backups' | 'lock' | 'unlock',
  wanted: WorldServer,
): Promise<boolean> => {
  const nativeOf = ({ cloud, ref }: WorldServer) =>
    world.clouds[cloud].control.servers().find((one) => one.ref === ref)?.native
  // What is to be switched off there has to be on.
  const on = act === 'disable_backups' ? world.servers.find((one) => nativeOf(one) === 'on') : undefined
  const server = on ?? wanted
  const { control } = world.clouds[server.cloud]
  const native = nativeOf(server)
  // A person who sees that it is on does not buy it again.
  if (act === 'enable_backups' && native === 'on') return false
  if (act === 'disable_backups' && native === 'off') return false
  control.panel(act, { server_ref: server.ref })
  if (act === 'enable_backups' || act === 'disable_backups') touched.add(server.id)
  return true
}
