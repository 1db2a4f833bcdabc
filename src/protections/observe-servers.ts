import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { reconcileProtectionTask } from '../tasks.ts'
import { findProtectionOf, insertProtection, listUnobserved, type ProtectionRow } from './queries.ts'
import { writeProtection } from './write-protection.ts'

/**
 * Takes over what a sync saw of the provider's own backups: switched off in the panel is drift, switched on there is shown as
 * such. Changes nothing at the provider. A change under way is left to its own steps.
 */
export const observeServers = async (ctx: Context, input: { server_ids: readonly string[] }): Promise<void> => {
  for (const seen of await listUnobserved(ctx.db, input.server_ids))
    await inTransaction(ctx, async (ctx) => {
      const { native_state } = await loadServer(ctx, { server_id: seen.server_id, lock: true })
      const known = await findProtectionOf(ctx.db, seen.server_id, 'native')
      if (native_state === 'unknown' || known?.observed_state === native_state) return
      // A change under way looks for itself; one that waits for a person does not any more.
      if (known?.attempt != null && known.phase !== 'needs_operator') return
      const row = known ?? (await insertProtection(ctx.db, foundOn(ctx, seen.server_id)))
      await takeOver(ctx, row, { ...seen, native_state })
    })
}

type Seen = Awaited<ReturnType<typeof listUnobserved>>[number]

const takeOver = async (ctx: Context, row: ProtectionRow, seen: Seen): Promise<void> => {
  const waited = row.phase === 'needs_operator' || row.phase === 'enabling' || row.phase === 'disabling'
  await writeProtection(ctx, row.id, {
    observed_state: seen.native_state,
    observed_at: ctx.clock.now(),
    ...(row.phase === 'failed' && row.desired_state === seen.native_state ? { phase: 'idle', reason: null } : {}),
    // What waited for a person has come about: its own steps close it.
    ...(row.phase === 'needs_operator' ? { phase: row.desired_state === 'on' ? 'enabling' : 'disabling' } : {}),
  })
  await recordChange(ctx, {
    action: seen.native_state === 'on' ? 'protection.seen_on' : 'protection.seen_off',
    organization_id: seen.organization_id,
    target: { id: row.id, name: seen.name },
    before: { observed_state: row.observed_state },
    after: { observed_state: seen.native_state, desired_state: row.desired_state },
  })
  if (waited) await ctx.jobs.enqueue(ctx.db, reconcileProtectionTask, { protection_id: row.id })
}

/** Backups that nobody here switched on: shown as they are, wanted by nobody, and taking no place. */
const foundOn = (ctx: Context, server_id: string) => {
  const now = ctx.clock.now()
  return {
    id: ctx.ids.make('prt'),
    server_id,
    method: 'native' as const,
    desired_state: 'off' as const,
    observed_state: 'unknown' as const,
    phase: 'idle' as const,
    created_at: now,
    updated_at: now,
  }
}
