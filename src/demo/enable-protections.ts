import { AppError } from '../lib/errors.ts'
import { toggleBackups } from '../protections/toggle-backups.ts'
import { pace } from './demo-clouds.ts'
import { accountIdsOf, type DemoWork } from './demo-work.ts'
import { type DemoServer, findNativeProtection, listServersAcrossOrganizations } from './queries.ts'
import { accounts, type DemoMachine, machines } from './story.ts'

/** Switches backups on as a customer would: subscription, provider, record. One of them the provider lets down. */
export const enableProtections = async (work: DemoWork): Promise<void> => {
  const { ctx, clouds, signal } = work
  const servers = await listServersAcrossOrganizations(ctx.db, [...(await accountIdsOf(ctx)).values()])
  // Nobody looks on yet: the clouds need not take their time.
  for (const { provider } of accounts) clouds.get(provider).control.changeSettings({ latency_ms: 0, action_ms: 0 })
  try {
    for (const machine of machines().filter(({ story }) => story !== undefined)) {
      signal.throwIfAborted()
      const server = servers.find((one) => one.provider === machine.provider && one.name === machine.name)
      if (server === undefined) continue
      if (machine.story === 'failed') await failToEnable(work, server)
      else await enable(work, machine, server)
    }
  } finally {
    for (const { provider } of accounts) clouds.get(provider).control.changeSettings(pace)
  }
}

const enable = async ({ ctx }: DemoWork, machine: DemoMachine, server: DemoServer): Promise<void> => {
  const before = await findNativeProtection(ctx.db, server.id)
  const isDone = machine.story === 'needs_operator' ? before?.phase === 'needs_operator' : server.backups_enabled
  if (isDone) return
  // Another try of the job goes on from here when the cloud is not done yet.
  const { backups_enabled } = await toggleBackups(ctx, { server_id: server.id, enable: true })
  if (!backups_enabled) throw new Error(`backups of ${server.name} are not on yet`)
  // Contabo has no way to cancel by API, so this waits for a person.
  if (machine.story === 'needs_operator') await toggleBackups(ctx, { server_id: server.id, enable: false })
}

const failToEnable = async ({ ctx, clouds }: DemoWork, server: DemoServer): Promise<void> => {
  if ((await findNativeProtection(ctx.db, server.id))?.phase === 'failed') return
  const { control } = clouds.get('digitalocean')
  const target = server.provider_ref ?? ''
  control.addFault({ operation: 'dropletActions_post', kind: 'action_errors', target })
  try {
    await toggleBackups(ctx, { server_id: server.id, enable: true })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'provider_refused') throw error
  } finally {
    control.clearFaults()
  }
}
