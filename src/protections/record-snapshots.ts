import type { Finish } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { recordRecoveryPoint } from '../recovery-points/record-recovery-point.ts'
import type { NewSnapshot } from '../repositories/list-new-snapshots.ts'
import { catalogueTask } from '../tasks.ts'
import type { Judged, JudgedSnapshot } from './judge-backup.ts'
import type { ProtectionRow } from './queries.ts'

export type RecordedSnapshots = {
  run_id: string
  server_id: string
  repository_id: string
  protection: ProtectionRow | undefined
  snapshots: readonly NewSnapshot[]
  judged: Judged
  result: Finish
}

/**
 * Makes recovery points of the snapshots a run left in the repository, at the times the gateway took them in. One that the agent
 * did not report, since it died after storing it, is complete and restorable, but nobody knows what was skipped: a warning.
 */
export const recordSnapshots = async (
  ctx: Context,
  input: RecordedSnapshots,
): Promise<{ id: string; source: string | null }[]> => {
  const points: { id: string; source: string | null }[] = []
  const discarded = new Set(input.judged.discarded.map(({ snapshot }) => snapshot))
  for (const { name, received_at } of input.snapshots.filter((one) => !discarded.has(one.name))) {
    const known = input.judged.kept.find(({ made }) => made.snapshot === name)
    const point = await recordRecoveryPoint(ctx, {
      server_id: input.server_id,
      protection_id: input.protection?.id ?? null,
      method: 'files',
      repository_id: input.repository_id,
      ref: name,
      run_id: input.run_id,
      taken_at: received_at,
      ...(known === undefined ? unreported : factsOf(known, input.result)),
    })
    await ctx.jobs.enqueue(ctx.db, catalogueTask, { recovery_point_id: point.id })
    points.push({ id: point.id, source: known?.made.source ?? null })
  }
  return points
}

const factsOf = ({ made, outcome, warning }: JudgedSnapshot, result: Finish) => ({
  outcome,
  warning,
  size_bytes: made.bytes,
  added_bytes: made.added_bytes,
  file_count: made.files,
  facts: { source: made.source, paths: made.paths },
  sample: made.source === 'files' ? result.sample : [],
})

const unreported = {
  outcome: 'warning' as const,
  warning: {
    code: 'not_reported',
    message:
      'The agent stored this backup and was lost before it could report. It can be restored; what it skipped is not known.',
  },
  size_bytes: null,
  added_bytes: null,
  file_count: null,
  facts: {},
  sample: [],
}
