import { Temporal } from 'temporal-polyfill'

const written = /\b(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC\b/g

/** A text whose times `utcMinute` wrote, with them told by the clocks of a zone: `2026-11-20 03:14 Europe/Berlin`. Null leaves them in UTC. */
export const tellTimesIn = (text: string, zone: string | null): string =>
  zone === null || zone === 'UTC'
    ? text
    : text.replace(written, (_, day: string, time: string) => {
        const there = Temporal.Instant.from(`${day}T${time}Z`).toZonedDateTimeISO(zone)
        return `${there.toPlainDate()} ${there.toPlainTime().toString({ smallestUnit: 'minute' })} ${zone}`
      })
