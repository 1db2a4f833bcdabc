import type { Context } from '../context.ts'
import { listAvailableOfProtectionAcrossOrganizations, type RecoveryPointRow } from './queries.ts'
import type { RetentionPoint } from './retention/schema.ts'
import { PointFacts, PointWarning } from './schema.ts'

export type PointToKeep = RetentionPoint & Pick<RecoveryPointRow, 'ref' | 'repository_id' | 'size_bytes'>

/** What retention decides on: all that is there of one protection. For the system's own work, and after its server was found. */
export const listPointsToKeep = async (ctx: Context, input: { protection_id: string }): Promise<PointToKeep[]> =>
  (await listAvailableOfProtectionAcrossOrganizations(ctx.db, input.protection_id)).map((row) => ({
    id: row.id,
    taken_at: row.taken_at,
    source: row.source,
    run_id: row.run_id,
    outcome: row.outcome,
    warning: PointWarning.nullable().parse(row.warning),
    damaged: row.damage !== null,
    acknowledged_at: row.acknowledged_at,
    kept_until: row.kept_until,
    safety: PointFacts.parse(row.facts).safety,
    ref: row.ref,
    repository_id: row.repository_id,
    size_bytes: row.size_bytes,
  }))
