import { monthOf } from './month-of.ts'

/**
 * How far a month is written down. `closed` of its days no more comes of: they are written, or are from before the first that is.
 * `now` is any time of today.
 */
export const closedDays = (
  month: string,
  { through, now }: { through: string | null; now: string },
): { from: string; to: string; last: string; closed: number; days: number; is_over: boolean } => {
  const { first, last, days } = monthOf(`${month}-01`)
  const today = now.slice(0, 10)
  const is_over = today > last
  const to = through === null || through < first ? first : through < last ? through : last
  const before = through === null && today.startsWith(month) ? monthOf(today).number - 1 : 0
  const closed = through === null || through < first ? before : monthOf(to).number
  return { from: first, to, last: to, closed, days, is_over }
}
