import { type Context, inTransaction } from '../../context.ts'
import { publishEvent } from '../../events/publish-event.ts'
import type { NativeCapability, ProviderRecoveryPoint } from '../../providers/provider.ts'
import type { ServerToRead } from '../../servers/list-servers-with-history-due.ts'
import { loadServer } from '../../servers/load-server.ts'
import { markFactsDue } from '../../servers/mark-facts-due.ts'
import { recordHistoryRead } from '../../servers/record-history-read.ts'
import { type ComparedHistory, compareHistory } from './compare-history.ts'
import { expiryOf } from './expiry-of.ts'
import {
  insertImages,
  lockImagesAcrossOrganizations,
  updateImagesAway,
  updateImagesMissing,
  updateImagesOverdue,
  updateImagesSeen,
} from './history-queries.ts'
import { nextReading } from './next-reading.ts'

export type ReadHistory = {
  server: ServerToRead
  /** The images that the provider listed. */
  points: readonly ProviderRecoveryPoint[]
}

type Input = {
  histories: readonly ReadHistory[]
  /** Whether what is absent from the lists is away. */
  complete: boolean
  /** When the reading began. */
  began_at: string
  native: NativeCapability | null
  /** Until when the provider’s log of changes was read; null where it keeps none. */
  changes_read_at: string | null
}

/** Writes down what the lists of some servers' images showed, all in one transaction. For the system's own work. */
export const recordHistories = (ctx: Context, input: Input): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { histories, began_at, native, changes_read_at } = input
    const ids = histories.map(({ server }) => server.id)
    const refs = histories.flatMap(({ points }) => points.map(({ ref }) => ref))
    const known = await lockImagesAcrossOrganizations(ctx.db, ids, refs)
    const changed: string[] = []
    for (const history of histories) {
      const own = known.filter(({ server_id }) => server_id === history.server.id)
      const complete = input.complete && !contradicts(history)
      const thins = native?.sure_days !== undefined
      const compared = compareHistory(own, history.points, { began_at, complete, thins })
      if (await write(ctx, history.server, { compared, native, began_at })) changed.push(history.server.id)
      const due_at = nextReading(ctx.clock.now(), history.server, {
        complete,
        missing: compared.missing.length > 0,
        in_doubt: compared.in_doubt,
        changes_read_at,
      })
      await recordHistoryRead(ctx, { server_ids: [history.server.id], began_at, due_at })
    }
    await markFactsDue(ctx, { server_ids: changed })
  })

/** A list that lacks what the listing of servers shows at the same time says nothing of what is away. */
const contradicts = ({ server, points }: ReadHistory): boolean => {
  const listed = new Set(points.map(({ ref }) => ref))
  return (server.point_refs ?? []).some((ref) => !listed.has(ref))
}

const write = async (
  ctx: Context,
  server: ServerToRead,
  { compared, native, began_at }: { compared: ComparedHistory; native: NativeCapability | null; began_at: string },
): Promise<boolean> => {
  const now = ctx.clock.now()
  const { found, changed, overdue, missing, expired, gone } = compared
  const rules = { capability: native, schedule: server.native.schedule }
  if (found.length > 0)
    await insertImages(
      ctx.db,
      found.map((point) => ({
        id: ctx.ids.make('rcp'),
        server_id: server.id,
        method: point.kind,
        ref: point.ref,
        source: 'image',
        taken_at: point.created_at,
        state: 'available',
        outcome: 'succeeded',
        size_bytes: point.size_bytes,
        ...expiriesOf(expiryOf(point, rules), began_at),
        facts: '{}',
        sample: '[]',
        created_at: now,
        updated_at: now,
      })),
    )
  const changes = changed.map(({ known, seen }) => {
    return { id: known.id, method: seen.kind, size_bytes: seen.size_bytes, provider_expires_at: expiryOf(seen, rules) }
  })
  if (changes.length > 0) await updateImagesSeen(ctx.db, changes, now)
  if (overdue.length > 0) await updateImagesOverdue(ctx.db, idsOf(overdue), now)
  if (missing.length > 0) await updateImagesMissing(ctx.db, idsOf(missing), now)
  if (expired.length > 0) await updateImagesAway(ctx.db, idsOf(expired), 'forgotten', now)
  if (gone.length > 0) await updateImagesAway(ctx.db, idsOf(gone), 'gone', now)
  const touched = found.length + changed.length + overdue.length + expired.length + gone.length
  if (touched === 0) return false
  const { organization_id } = await loadServer(ctx, { server_id: server.id })
  // One for all: pages read a server's history as a whole.
  await publishEvent(ctx, { topic: 'recovery_point.changed', organization_id, entity_id: server.id })
  return true
}

/** What is listed after its time is kept for longer than anybody said: when it goes nobody knows. */
const expiriesOf = (expiry: string | null, began_at: string) => ({
  provider_expires_at: expiry,
  expires_at: expiry !== null && expiry <= began_at ? null : expiry,
})

const idsOf = (points: readonly { id: string }[]): string[] => points.map(({ id }) => id)
