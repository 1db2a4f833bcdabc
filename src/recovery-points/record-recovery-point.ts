import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { loadServer } from '../servers/load-server.ts'
import { findPointByRef, insertPoint, type RecoveryPointRow } from './queries.ts'
import type { PointFacts, PointWarning } from './schema.ts'

export type NewRecoveryPoint = {
  server_id: string
  protection_id: string | null
  method: 'native' | 'snapshot' | 'files'
  repository_id?: string | null
  ref: string
  /** `files`, or the dump that the run's orders named. */
  source?: string
  /** Null for what no run of ours asked for: it is kept and shown, and counts for nothing. */
  run_id: string | null
  /** When the gateway, or the provider, took it in; never what a client says. */
  taken_at: string
  outcome: 'succeeded' | 'warning'
  warning?: PointWarning | null
  size_bytes?: number | null
  added_bytes?: number | null
  file_count?: number | null
  facts?: Partial<PointFacts>
  /** Retention keeps it until then at least. */
  kept_until?: string | null
  sample?: readonly { path: string; bytes: number; modified_at: string; sha256: string }[]
}

/**
 * Records something restorable. Recording it twice changes nothing: the first record stands. Belongs in the transaction that
 * settles the run.
 */
export const recordRecoveryPoint = async (ctx: Context, input: NewRecoveryPoint): Promise<RecoveryPointRow> => {
  const { server_id, method, ref } = input
  const server = await loadServer(ctx, { server_id })
  const now = ctx.clock.now()
  const made = await insertPoint(ctx.db, {
    id: ctx.ids.make('rcp'),
    server_id,
    protection_id: input.protection_id,
    method,
    repository_id: input.repository_id ?? null,
    ref,
    source: input.source ?? 'files',
    run_id: input.run_id,
    taken_at: input.taken_at,
    state: 'available',
    outcome: input.outcome,
    warning: input.warning ? JSON.stringify(input.warning) : null,
    size_bytes: input.size_bytes ?? null,
    added_bytes: input.added_bytes ?? null,
    file_count: input.file_count ?? null,
    facts: JSON.stringify(input.facts ?? {}),
    kept_until: input.kept_until ?? null,
    sample: JSON.stringify(input.sample ?? []),
    created_at: now,
    updated_at: now,
  })
  if (made === undefined) {
    const known = await findPointByRef(ctx.db, { server_id, method, ref })
    if (known === undefined) throw new Error(`recovery point ${ref} of ${server_id} is there and is not`)
    return known
  }
  await publishEvent(ctx, {
    topic: 'recovery_point.changed',
    organization_id: server.organization_id,
    entity_id: made.id,
  })
  return made
}
