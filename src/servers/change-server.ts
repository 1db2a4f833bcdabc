import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator, requireRole } from '../context.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { getServer } from './get-server.ts'
import { loadServer } from './load-server.ts'
import { updateServer } from './queries.ts'
import type { ChangeServerInput, Server } from './schema.ts'
import { whyNotAdopt } from './why-not-adopt.ts'

/** Renames a server, or says that it is critical: managers. Its plan type and organization: operators. */
export const changeServer = (ctx: Context, input: ChangeServerInput & { server_id: string }): Promise<Server> =>
  inTransaction(ctx, async (ctx) => {
    const { server_id, ...wanted } = input
    const before = await loadServer(ctx, { server_id, lock: true })
    requireRole(ctx.caller, before.organization_id, 'manager')
    const change = Object.fromEntries(
      Object.entries(wanted).filter(([name, value]) => value !== undefined && value !== Reflect.get(before, name)),
    )
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
        organization_id: wanted.organization_id ?? before.organization_id,
        target,
        before: Object.fromEntries(Object.keys(rest).map((name) => [name, Reflect.get(before, name)])),
        after: rest,
      })
    return getServer(ctx, { server_id })
  })
