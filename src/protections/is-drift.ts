import type { ProtectionRow } from './queries.ts'

/** Desired and observed differ with nothing in flight that would change it. */
export const isDrift = (row: Pick<ProtectionRow, 'desired_state' | 'observed_state' | 'phase'>): boolean =>
  (row.phase === 'idle' || row.phase === 'failed') &&
  row.observed_state !== 'unknown' &&
  row.observed_state !== row.desired_state
