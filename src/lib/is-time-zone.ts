import { Temporal } from 'temporal-polyfill'

/** Whether this is the name of a time zone that this machine knows. Offsets such as +02:00 are none: they know no summer. */
export const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false
  try {
    // Intl also takes short names of old, such as PST, by which nothing else reckons.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}
