import type { TimelineDay } from '../../ui/strip/timeline-types.ts'

/** 23 Oct to 21 Nov 2026; the first day's year only where it is another one. */
export function windowWords(days: readonly TimelineDay[]): string {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return ''
  const [from, to] = [first.date.slice(0, 4), last.date.slice(0, 4)]
  const end = `${last.number} ${last.month} ${to}`
  if (first.date === last.date) return end
  return `${first.number} ${first.month}${from === to ? '' : ` ${from}`} to ${end}`
}
