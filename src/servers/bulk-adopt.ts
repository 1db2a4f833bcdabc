import { recordChanges } from '../audit/record-changes.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { listServerIdsAcrossOrganizations, lockServersAcrossOrganizations, updateOrganizationOf } from './queries.ts'
import type { BulkAdopted, BulkAdoptInput } from './schema.ts'
import { timesOf } from './times-of.ts'
import { whyNotAdopt } from './why-not-adopt.ts'

const mostServers = 10_000
const refusalsShown = 100

/** Gives many servers to one organization, all in one transaction. Those that cannot go are left and told; the others go. */
export const bulkAdopt = (ctx: Context, input: BulkAdoptInput): Promise<BulkAdopted> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    const { organization_id } = input
    await getOrganization(ctx, { organization_id })
    const ids = await chosen(ctx, input)
    const servers = await lockServersAcrossOrganizations(ctx.db, ids)
    // Ids that name no server are told as such, not passed over.
    const known = new Set(servers.map(({ id }) => id))
    const unknown = ids.filter((id) => !known.has(id))
    const refused = [
      ...unknown.map((id) => ({ server_id: id, name: id, message: 'There is no server with this id.' })),
      ...servers.flatMap((server) => {
        const why = whyNotAdopt(server, organization_id)
        return why === null ? [] : [{ server_id: server.id, name: server.name, message: why.message }]
      }),
    ]
    const refusedIds = new Set(refused.map(({ server_id }) => server_id))
    const staying = servers.filter((server) => server.organization_id === organization_id)
    const going = servers.filter((server) => server.organization_id !== organization_id && !refusedIds.has(server.id))
    await updateOrganizationOf(
      ctx.db,
      going.map(({ id }) => id),
      organization_id,
      ctx.clock.now(),
    )
    // Each organization reads its own half: neither learns who the other is.
    const targetOf = ({ id, name }: { id: string; name: string }) => ({ id, name })
    await recordChanges(ctx, [
      ...going.map((server) => ({
        action: 'server.given_away' as const,
        organization_id: server.organization_id,
        target: targetOf(server),
        before: { organization_id: server.organization_id },
      })),
      ...going.map((server) => ({
        action: 'server.adopted' as const,
        organization_id,
        target: targetOf(server),
        after: { organization_id },
      })),
    ])
    return {
      adopted: going.length,
      unchanged: staying.length,
      refused: refused.slice(0, refusalsShown),
      refused_count: refused.length,
    }
  })

const chosen = async (ctx: Context, { server_ids, filter }: BulkAdoptInput): Promise<string[]> => {
  if ((server_ids === undefined) === (filter === undefined))
    throw invalidField('server_ids', 'Send either server_ids or filter.')
  if (server_ids !== undefined) return [...new Set(server_ids)]
  const wanted = { ...filter, ...timesOf(ctx) }
  const ids = await listServerIdsAcrossOrganizations(ctx.db, wanted, mostServers + 1)
  if (ids.length > mostServers)
    throw new AppError('invalid_request', {
      message: `More than ${mostServers} servers match. Narrow the filter, and give them away in several parts.`,
    })
  return ids
}
