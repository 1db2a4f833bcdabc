import { Temporal } from 'temporal-polyfill'

/** What the clocks of a zone show at an instant, in milliseconds as if they were UTC. */
export const clockTime = (at: number, zone: string): number => {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return at + offsetNanoseconds / 1_000_000
}
