import { Temporal } from 'temporal-polyfill'

/** When the clocks of a zone show a time, which is given in milliseconds as if they were UTC. */
export const instantOfClockTime = (clock: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(clock)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
