import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator, requireRole } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import { addUpgradeAddon } from './add-upgrade-addon.ts'
import { getServer } from './get-server.ts'
import { loadServer } from './load-server.ts'
import { type ServerRow, updateServer } from './queries.ts'
import type { ChangeServerInput, Server } from './schema.ts'
import { whyNotAdopt } from './why-not-adopt.ts'

/**
 * Renames a server, or says that it is critical: managers. Its plan type, with places bought along with it, and its organization:
 * operators.
 */
export const changeServer = (ctx: Context, input: ChangeServerInput & { server_id: string }): Promise<Server> =>
  inTransaction(ctx, async (ctx) => {
    const { server_id, backup_addon, ...asked } = input
    const wanted = { ...asked, ...oneCheck(asked) }
    const before = await hold(ctx, input)
    requireRole(ctx.caller, before.organization_id, 'manager')
    const change = Object.fromEntries(
      Object.entries(wanted).filter(([name, value]) => value !== undefined && value !== Reflect.get(before, name)),
    )
    const organization = wanted.organization_id ?? before.organization_id
    if (backup_addon !== undefined)
      await addUpgradeAddon(ctx, {
        server: before,
        plan_type: wanted.plan_type,
        organization_id: organization,
        addon: backup_addon,
      })
    if (Object.keys(change).length === 0) return getServer(ctx, { server_id })
    if ('plan_type' in change || 'organization_id' in change) requireOperator(ctx.caller)
    if (wanted.organization_id !== undefined && 'organization_id' in change) {
      await getOrganization(ctx, { organization_id: wanted.organization_id })
      const why = whyNotAdopt(before, wanted.organization_id)
      if (why !== null) throw why
    }
    await updateServer(ctx.db, server_id, { ...change, updated_at: ctx.clock.now() })
    const target = { id: server_id, name: before.name }
    const { organization_id, ...rest } = change
    if (wanted.organization_id !== undefined && organization_id !== undefined) {
      // Each organization reads its own half: neither learns who the other is.
      const [from, to] = [before.organization_id, wanted.organization_id]
      await recordChange(ctx, {
        action: 'server.given_away',
        organization_id: from,
        target,
        before: { organization_id: from },
      })
      await recordChange(ctx, { action: 'server.adopted', organization_id: to, target, after: { organization_id: to } })
    }
    if (Object.keys(rest).length > 0)
      await recordChange(ctx, {
        action: 'server.changed',
        organization_id: organization,
        target,
        before: Object.fromEntries(Object.keys(rest).map((name) => [name, Reflect.get(before, name)])),
        after: rest,
      })
    return getServer(ctx, { server_id })
  })

/** A server answers on a port or a ping: choosing one lets go of the other. */
const oneCheck = ({ health_port, health_ping }: ChangeServerInput): Partial<ChangeServerInput> => {
  if (typeof health_port === 'number' && health_ping === true)
    throw invalidField('health_ping', 'Choose a port or a ping: leave one of them out.')
  if (health_ping === true) return { health_port: null }
  return typeof health_port === 'number' ? { health_ping: false } : {}
}

/** Places are counted under the organization's row, which is held before any server's, as everywhere. */
const hold = async (ctx: Context, input: ChangeServerInput & { server_id: string }): Promise<ServerRow> => {
  const { server_id, backup_addon } = input
  if (backup_addon === undefined) return loadServer(ctx, { server_id, lock: true })
  requireOperator(ctx.caller)
  const { organization_id } = await loadServer(ctx, { server_id })
  await holdOrganization(ctx, { organization_id: input.organization_id ?? organization_id })
  const server = await loadServer(ctx, { server_id, lock: true })
  if (server.organization_id !== organization_id) throw new AppError('conflict')
  return server
}
