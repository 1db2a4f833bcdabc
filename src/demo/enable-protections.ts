import type { Plan } from '../billing/schema.ts'
import { AppError } from '../lib/errors.ts'
import { toggleBackups } from '../protections/toggle-backups.ts'
import { pace } from './demo-clouds.ts'
import { listDemoPlans, planAt } from './demo-plans.ts'
import { accountIdsOf, type DemoWork } from './demo-work.ts'
import { type DemoServer, findNativeProtection, listServersAcrossOrganizations } from './queries.ts'
import { accounts, customers, type DemoMachine } from './story.ts'

/** Operators may sell other plans than the story thinks of. */
const notSold: readonly string[] = ['subscription_required', 'no_places_left', 'method_unavailable']

/** Switches backups on as a customer would: subscription, provider, record. One of them the provider lets down. */
export const enableProtections = async (work: DemoWork): Promise<void> => {
  const { ctx, clouds, signal } = work
  const servers = await listServersAcrossOrganizations(ctx.db, [...(await accountIdsOf(ctx)).values()])
  // Nobody looks on yet: the clouds need not take their time.
  for (const { provider } of accounts) clouds.get(provider).control.changeSettings({ latency_ms: 0, action_ms: 0 })
  try {
    for (const { machine, plan_id } of toEnable(await listDemoPlans(ctx))) {
      signal.throwIfAborted()
      const server = servers.find((one) => one.provider === machine.provider && one.name === machine.name)
      if (server === undefined) continue
      try {
        if (machine.story === 'failed') await failToEnable(work, server, plan_id)
        else await enable(work, server, { machine, plan_id })
      } catch (error) {
        if (!(error instanceof AppError) || !notSold.includes(error.code)) throw error
        ctx.log.warn(
          { server: server.name, err: error },
          'The demo leaves a server unprotected: no plan on sale fits it',
        )
      }
    }
  } finally {
    for (const { provider } of accounts) clouds.get(provider).control.changeSettings(pace)
  }
}

type Enabled = { machine: DemoMachine; plan_id: string | undefined }

/** Which servers, on which of their customers' plans. */
const toEnable = (plans: readonly Plan[]): Enabled[] =>
  customers.flatMap(({ machines, granted }) =>
    machines
      .filter(({ story }) => story !== undefined)
      .map((machine) => {
        const place = machine.provider === 'contabo' ? 0 : (granted[0]?.plan ?? 0)
        return { machine, plan_id: planAt(plans, place)?.id }
      }),
  )

/** How long backups were on already where the story has them on, so that there is something to look at. */
const onForDays = 24

const enable = async ({ ctx, clouds }: DemoWork, server: DemoServer, { machine, plan_id }: Enabled): Promise<void> => {
  const before = await findNativeProtection(ctx.db, server.id)
  const isDone = machine.story === 'needs_operator' ? before?.phase === 'needs_operator' : server.backups_enabled
  if (isDone) return
  // Another try of the job goes on from here when the cloud is not done yet.
  const { backups_enabled } = await toggleBackups(ctx, { server_id: server.id, enable: true, plan_id })
  if (!backups_enabled) throw new Error(`backups of ${server.name} are not on yet`)
  const { control } = clouds.get(machine.provider)
  if (machine.provider === 'digitalocean')
    control.panel('date_back_backups', { server_ref: server.provider_ref ?? '', days: onForDays })
  // Contabo has no way to cancel by API, so this waits for a person.
  if (machine.story === 'needs_operator') await toggleBackups(ctx, { server_id: server.id, enable: false })
}

const failToEnable = async (
  { ctx, clouds }: DemoWork,
  server: DemoServer,
  plan_id: string | undefined,
): Promise<void> => {
  if ((await findNativeProtection(ctx.db, server.id))?.phase === 'failed') return
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
