import { recordChanges } from '../audit/record-changes.ts'
import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { getHouseOrganization } from '../organizations/get-house-organization.ts'
import type { SyncBegun } from '../provider-accounts/begin-sync.ts'
import { requireSyncFence } from '../provider-accounts/require-sync-fence.ts'
import { serversObservedTask } from '../tasks.ts'
import type { Comparison } from './compare-listing.ts'
import { insertFound, listRefsOfOtherAccounts, updateLastSeen, updateSeen } from './sync-queries.ts'

export type WrittenListing = { found: number; changed: number; returned: number; elsewhere: number }

/** Rows in one transaction: few enough that a toggle waits for milliseconds, many enough that thousands take seconds. */
const batchSize = 500

/**
 * Writes what a listing showed, batch by batch, each under the sync's fence. New servers go to the account's organization, or
 * the house organization, with backups off (S3). Resolves with null when `goOn` says to stop.
 */
export const writeListing = async (
  ctx: Context,
  input: {
    sync: SyncBegun
    compared: Comparison
    /** When the listing began. */
    observed_at: string
    goOn: (doneShare: number) => Promise<boolean>
  },
): Promise<WrittenListing | null> => {
  const { sync, compared, observed_at, goOn } = input
  const written: WrittenListing = { found: 0, changed: 0, returned: 0, elsewhere: 0 }
  const organization_id = sync.organization_id ?? (await getHouseOrganization(ctx)).id
  const all = compared.found.length + compared.changed.length
  let done = 0
  for (const batch of inBatches(compared.found)) {
    const { found, elsewhere } = await writeFound(ctx, sync, { batch, organization_id, observed_at })
    written.found += found
    written.elsewhere += elsewhere
    done += batch.length
    if (!(await goOn(done / all))) return null
  }
  for (const batch of inBatches(compared.changed)) {
    written.changed += await writeChanged(ctx, sync, batch, observed_at)
    written.returned += batch.filter(({ returned }) => returned).length
    done += batch.length
    if (!(await goOn(done / all))) return null
  }
  for (const batch of inBatches(compared.seen_again)) {
    const ids = batch.map(({ id }) => id)
    await underFence(ctx, sync, (ctx) => updateLastSeen(ctx.db, ids, ctx.clock.now()))
  }
  return written
}

const underFence = <T>(ctx: Context, sync: SyncBegun, work: (ctx: Context) => Promise<T>): Promise<T> =>
  inTransaction(ctx, async (ctx) => {
    await requireSyncFence(ctx, sync)
    return work(ctx)
  })

const writeFound = (
  ctx: Context,
  sync: SyncBegun,
  input: { batch: Comparison['found']; organization_id: string; observed_at: string },
) =>
  underFence(ctx, sync, async (ctx) => {
    const { batch, organization_id, observed_at } = input
    const now = ctx.clock.now()
    const refs = batch.map(({ seen }) => seen.ref)
    const others = new Set(await listRefsOfOtherAccounts(ctx.db, sync, refs))
    const rows = batch
      .filter(({ seen }) => !others.has(seen.ref))
      .map(({ seen, columns }) => ({
        id: ctx.ids.make('srv'),
        organization_id,
        provider_account_id: sync.provider_account_id,
        provider: sync.provider,
        provider_ref: seen.ref,
        name: columns.provider_name,
        ...columns,
        observed_at,
        protections: '[]',
        history_due_at: now,
        last_seen_at: now,
        created_at: now,
        updated_at: now,
      }))
    if (rows.length === 0) return { found: 0, elsewhere: others.size }
    const inserted = await insertFound(ctx.db, rows)
    await recordChanges(
      ctx,
      inserted.map(({ id, name }) => ({ action: 'server.found', organization_id, target: { id, name } })),
    )
    const observed = inserted.filter(({ native_state }) => native_state !== 'off').map(({ id }) => id)
    if (observed.length > 0) await ctx.jobs.enqueue(ctx.db, serversObservedTask, { server_ids: observed })
    return { found: inserted.length, elsewhere: others.size }
  })

const writeChanged = (ctx: Context, sync: SyncBegun, batch: Comparison['changed'], observed_at: string) =>
  underFence(ctx, sync, async (ctx) => {
    const now = ctx.clock.now()
    const rows = batch.map(({ known, columns }) => ({ id: known.id, name: columns.provider_name, ...columns }))
    const written = new Map((await updateSeen(ctx.db, rows, { observed_at, now })).map((row) => [row.id, row]))
    const mine = batch.filter(({ known }) => written.has(known.id))
    await recordChanges(
      ctx,
      mine
        .filter(({ returned }) => returned)
        .map(({ known }) => ({
          action: 'server.returned',
          organization_id: written.get(known.id)?.organization_id ?? known.organization_id,
          target: { id: known.id, name: known.name },
          before: { missing_since: known.missing_since },
        })),
    )
    const organizations = new Map([...written.values()].map((row) => [row.organization_id, row.id]))
    for (const [organization_id, entity_id] of organizations)
      await publishEvent(ctx, { topic: 'server.changed', organization_id, entity_id })
    const observed = mine.filter(({ native_changed }) => native_changed).map(({ known }) => known.id)
    if (observed.length > 0) await ctx.jobs.enqueue(ctx.db, serversObservedTask, { server_ids: observed })
    return mine.length
  })

const inBatches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / batchSize) }, (_, n) => all.slice(n * batchSize, (n + 1) * batchSize))
