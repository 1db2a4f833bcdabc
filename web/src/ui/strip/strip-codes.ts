/** What one day of one track can say; the words are those of the legend and of the text form. */
export const stripWords = {
  p: 'restorable',
  w: 'warning',
  m: 'missed',
  o: 'not yet due',
  r: 'running',
  n: 'none expected',
  z: 'paused',
  u: 'not listable',
  e: 'expired',
  x: 'deleted at provider',
} as const

export type StripCode = keyof typeof stripWords

/** A strip as data: one letter a day, oldest first, today last. `proof` has v for proved, x for a failed drill, a dot for neither. */
export type StripData = { image: string; files: string; proof: string; last_day: string }

export function isStripCode(letter: string): letter is StripCode {
  return letter in stripWords
}
