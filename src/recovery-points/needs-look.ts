import type { RecoveryPointRow } from './queries.ts'

/** Whether somebody should look at it before retention deletes anything. */
export const needsLook = (
  row: Pick<RecoveryPointRow, 'state' | 'acknowledged_at' | 'outcome' | 'run_id' | 'damage'>,
): boolean =>
  row.state === 'available' &&
  row.acknowledged_at === null &&
  (row.outcome === 'warning' || row.run_id === null || row.damage !== null)
