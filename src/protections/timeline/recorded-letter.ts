import type { DayStanding } from './schema.ts'

/** The letter of a day that only the record tells of, in the order of the visual language. */
export const recordedLetter = (standing: DayStanding | undefined, failed: boolean) => {
  if (standing === 'troubled') return 'w'
  if (standing === 'available') return failed ? 'w' : 'p'
  if (failed) return 'm'
  if (standing === 'gone') return 'x'
  return standing === 'forgotten' ? 'e' : 'n'
}
