import type { ProtectionRow } from './queries.ts'

type Shown = Pick<ProtectionRow, 'method' | 'desired_state' | 'observed_state' | 'phase'>

/** Desired and observed differ with nothing in flight that would change it. */
export const isDrift = (row: Shown): boolean =>
  (row.phase === 'idle' || (row.phase === 'failed' && !isTriedAgain(row))) &&
  row.observed_state !== 'unknown' &&
  row.observed_state !== row.desired_state

/** The first backup that we take failed: the next one is due on schedule. */
const isTriedAgain = ({ method, desired_state }: Shown): boolean => method !== 'native' && desired_state === 'on'
