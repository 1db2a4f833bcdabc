import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction } from '../../context.ts'
import { loadServer } from '../../servers/load-server.ts'
import { updateProtection } from '../queries.ts'
import type { Reason } from '../schema.ts'
import type { KeptProtection } from './load-kept-protection.ts'

/** Keeps at a protection why its retention deletes nothing, since when; null when it goes on. The same again changes nothing. */
export const holdRetention = (
  ctx: Context,
  { protection, held }: { protection: KeptProtection; held: Reason | null },
): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const before = protection.held
    if (before?.code === held?.code && before?.message === held?.message) return
    const now = ctx.clock.now()
    const since = before !== null && before.code === held?.code ? before.since : now
    const retention_held = held === null ? null : JSON.stringify({ ...held, since })
    await updateProtection(ctx.db, protection.id, { retention_held })
    // Another count in the same sentence is no change to tell of.
    if (before?.code === held?.code) return
    const server = await loadServer(ctx, protection)
    await recordChange(ctx, {
      action: held === null ? 'protection.retention_resumed' : 'protection.retention_held',
      organization_id: server.organization_id,
      target: { id: protection.id, name: server.name },
      before: before === null ? null : { code: before.code },
      after: held === null ? null : { code: held.code },
    })
  })
