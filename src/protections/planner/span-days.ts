import type { Duration } from '../../recovery-points/retention/schema.ts'

/** A length of time of a rule in days, months and years as long as they can be; 0 where there is none. */
export const spanDays = ({ years = 0, months = 0, days = 0, hours = 0 }: Duration = {}): number =>
  years * 366 + months * 31 + days + hours / 24
