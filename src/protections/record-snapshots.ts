import type { BackupOrders, Finish } from '../agent-protocol/messages.ts'
import { sourceOfDump } from '../agent-protocol/source-of-dump.ts'
import type { Context } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { recordRecoveryPoint } from '../recovery-points/record-recovery-point.ts'
import type { NewSnapshot } from '../repositories/list-new-snapshots.ts'
import { catalogueTask } from '../tasks.ts'
import type { Judged, JudgedSnapshot } from './judge-backup.ts'
import type { ProtectionRow } from './queries.ts'

/** Time enough to notice that a restore was a mistake. */
const wayBackMs = 7 * dayMs

export type RecordedSnapshots = {
  run_id: string
  server_id: string
  repository_id: string
  protection: ProtectionRow | undefined
  orders: BackupOrders
  snapshots: readonly NewSnapshot[]
  judged: Judged
  result: Pick<Finish, 'sample'>
}

/**
 * Makes recovery points of the snapshots a run left in the repository, at the times the gateway took them in. One of each source
 * that was ordered counts; any other is kept and can be restored, and counts for nothing: an agent that died before it
 * could report it left it, or somebody who has the agent's credential (DESIGN rule 12).
 */
export const recordSnapshots = async (
  ctx: Context,
  input: RecordedSnapshots,
): Promise<{ id: string; source: string; counts: boolean }[]> => {
  const discarded = new Set(input.judged.discarded.map(({ snapshot }) => snapshot))
  const ordered = new Set(['files', ...input.orders.scope.dumps.map(sourceOfDump)])
  const points: { id: string; source: string; counts: boolean }[] = []
  for (const { name, received_at } of input.snapshots.filter((one) => !discarded.has(one.name))) {
    const known = input.judged.kept.find(({ made }) => made.snapshot === name)
    const counts = known !== undefined && ordered.delete(known.made.source)
    const point = await recordRecoveryPoint(ctx, {
      server_id: input.server_id,
      protection_id: input.protection?.id ?? null,
      method: 'files',
      repository_id: input.repository_id,
      ref: name,
      run_id: counts ? input.run_id : null,
      taken_at: received_at,
      kept_until: input.orders.safety ? isoPlusMs(ctx.clock.now(), wayBackMs) : null,
      ...(known !== undefined && counts ? factsOf(known, input) : notAskedFor),
    })
    await ctx.jobs.enqueue(ctx.db, catalogueTask, { recovery_point_id: point.id })
    points.push({ id: point.id, source: point.source, counts })
  }
  return points
}

const factsOf = (
  { made, outcome, warning }: JudgedSnapshot,
  { result, orders }: Pick<RecordedSnapshots, 'result' | 'orders'>,
) => ({
  source: made.source,
  outcome,
  warning,
  size_bytes: made.bytes,
  added_bytes: made.added_bytes,
  file_count: made.files,
  facts: { paths: made.paths, safety: orders.safety },
  sample: made.source === 'files' ? result.sample : [],
})

export const notAskedFor = {
  outcome: 'warning' as const,
  warning: {
    code: 'not_reported',
    message:
      'This backup was stored, but no finished run reported it. It can be restored; what it skipped is not known, and it replaces no other backup.',
  },
}
