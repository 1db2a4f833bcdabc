import type { ProtectionRow } from './queries.ts'
import { Attempt } from './schema.ts'

/** Whether all that is under way is a change of schedule: the backups are on, and stay so. */
export const isReschedule = ({ phase, desired_state, attempt }: ProtectionRow): boolean =>
  phase === 'idle' && desired_state === 'on' && attempt !== null && Attempt.parse(attempt).kind === 'schedule'
