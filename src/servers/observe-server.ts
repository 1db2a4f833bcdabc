import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { notFound } from '../lib/errors.ts'
import type { ProviderServer } from '../providers/provider.ts'
import { isObservedSame } from './is-observed-same.ts'
import { observedColumns } from './observed-columns.ts'
import { lockServer, type ServerRow, updateServer } from './queries.ts'
import { requireServerLease } from './require-server-lease.ts'
import type { ServerLease } from './take-server-lease.ts'

export type Observation = {
  server_id: string
  /** What the provider showed. */
  seen: ProviderServer
  /** When the reading began (before the call), so that an older one never replaces a newer one. */
  observed_at: string
  /** Given by work under a lease: nothing is written once another has it. */
  lease?: ServerLease
}

/** Writes what a reading of one server showed; resolves with when the newest reading began. For the system's own work. */
export const observeServer = (ctx: Context, input: Observation): Promise<{ observed_at: string }> =>
  inTransaction(ctx, async (ctx) => {
    const before =
      input.lease === undefined
        ? await lockServer(ctx.db, 'all', input.server_id)
        : await requireServerLease(ctx, input.lease)
    if (before === undefined) throw notFound()
    const { observed_at } = before
    if (observed_at !== null && observed_at > input.observed_at) return { observed_at }
    const columns = observedColumns(input.seen)
    const now = ctx.clock.now()
    const differs = !isObservedSame(before, columns) || before.missing_since !== null
    await updateServer(ctx.db, before.id, {
      ...columns,
      ...(before.name === before.provider_name ? { name: columns.provider_name } : {}),
      provider_ref: input.seen.ref,
      observed_at: input.observed_at,
      last_seen_at: now,
      ...(hasOtherPoints(before, columns) ? { history_due_at: now } : {}),
      missing_listings: 0,
      missing_since: null,
      ...(differs ? { updated_at: now } : {}),
    })
    if (differs)
      await publishEvent(ctx, {
        topic: 'server.changed',
        organization_id: before.organization_id,
        entity_id: before.id,
      })
    return { observed_at: input.observed_at }
  })

/** Its list of images is read again. */
const hasOtherPoints = (
  before: Pick<ServerRow, 'point_refs' | 'newest_native_at'>,
  columns: Pick<ServerRow, 'point_refs' | 'newest_native_at'>,
): boolean =>
  before.newest_native_at !== columns.newest_native_at || String(before.point_refs) !== String(columns.point_refs)
