import type { RecordedDay } from './schema.ts'

/** The letter of a day that only the record tells of, in the order of the visual language. */
export const recordedLetter = (
  day: Omit<RecordedDay, 'method' | 'day' | 'added_bytes'> | undefined,
  failed: boolean,
) => {
  if (day?.available) return day.troubled || failed ? 'w' : 'p'
  if (failed) return 'm'
  if (day?.gone) return 'x'
  return day?.forgotten ? 'e' : 'n'
}
