import type { StripCode } from './strip-codes.ts'

const trouble: readonly StripCode[] = ['m', 'w', 'x']
const quiet: readonly StripCode[] = ['p', 'r', 'o', 'e', 'z', 'u', 'n']

/** Several days as one mark: trouble is never averaged away. */
export function joinDays(codes: readonly StripCode[]): StripCode {
  return [...trouble, ...quiet].find((code) => codes.includes(code)) ?? 'n'
}

const ofOneDay: readonly StripCode[] = ['w', 'p', 'r', 'm', 'o', 'x', 'e', 'z', 'u', 'n']

/** One day of two kinds of images as one mark. Restorable is restorable, but not as if the other had not been missed. */
export function joinKinds(codes: readonly StripCode[]): StripCode {
  if (codes.includes('p') && codes.includes('m')) return 'w'
  return ofOneDay.find((code) => codes.includes(code)) ?? 'n'
}

/** A long lane in so many columns, each of a day or more. */
export function intoColumns(codes: readonly StripCode[], columns: number): StripCode[] {
  if (columns >= codes.length) return [...codes]
  return Array.from({ length: columns }, (_, column) => {
    const [from, to] = [column, column + 1].map((edge) => Math.floor((edge * codes.length) / columns))
    return joinDays(codes.slice(from, to))
  })
}
