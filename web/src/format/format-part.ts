import { formatCount } from './format-count.ts'

/** A part of a whole: 371 of 412. */
export function formatPart(part: number, whole: number, locale?: string): string {
  return `${formatCount(part, locale)} of ${formatCount(whole, locale)}`
}
