import type { RecoveryPointRow } from './queries.ts'

/** Whether somebody should look at it before retention deletes anything. Images that no run of ours made are the provider's, or somebody's own. */
export const needsLook = (
  row: Pick<RecoveryPointRow, 'state' | 'acknowledged_at' | 'outcome' | 'run_id' | 'damage' | 'method'>,
): boolean =>
  row.state === 'available' &&
  row.acknowledged_at === null &&
  (row.outcome === 'warning' || (row.method === 'files' && row.run_id === null) || row.damage !== null)
