import { recordChanges } from '../audit/record-changes.ts'
import { type Context, inTransaction } from '../context.ts'
import { chooseServers } from './choose-servers.ts'
import { lockServersAcrossOrganizations, updateCritical } from './queries.ts'
import type { BulkMarkCriticalInput, BulkMarkedCritical } from './schema.ts'

/** Says of many servers that they are critical, or no longer, all in one transaction. */
export const bulkMarkCritical = (ctx: Context, input: BulkMarkCriticalInput): Promise<BulkMarkedCritical> =>
  inTransaction(ctx, async (ctx) => {
    const { critical, ...choice } = input
    const chosen = await chooseServers(ctx, choice)
    const ids = new Set(chosen.map(({ id }) => id))
    // Read again once they are held: somebody may have given one away, or marked it, meanwhile.
    const held = await lockServersAcrossOrganizations(ctx.db, [...ids])
    const owners = new Map(chosen.map(({ id, organization_id }) => [id, organization_id]))
    const changing = held.filter((one) => one.critical !== critical && owners.get(one.id) === one.organization_id)
    await updateCritical(
      ctx.db,
      changing.map(({ id }) => id),
      critical,
      ctx.clock.now(),
    )
    await recordChanges(
      ctx,
      changing.map(({ id, name, organization_id }) => ({
        action: 'server.changed' as const,
        organization_id,
        target: { id, name },
        before: { critical: !critical },
        after: { critical },
      })),
    )
    return { changed: changing.length, unchanged: chosen.length - changing.length }
  })
