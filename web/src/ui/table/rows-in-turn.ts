/** Rows of a list from `first` up to but without `last`. */
export type RowRange = { first: number; last: number }

// So many new rows a browser styles, lays out and paints within a frame, on a slow machine too.
const mostAtOnce = 12

/**
 * The rows to draw next on the way from those that are drawn to those that are wanted: what is on both sides stays, and only so
 * many come in one turn, nearest to what is there first. The wanted ones themselves once nothing more is missing.
 */
export function rowsInTurn(drawn: RowRange, wanted: RowRange): RowRange {
  const first = Math.max(drawn.first, wanted.first)
  const last = Math.min(drawn.last, wanted.last)
  if (first >= last) return { first: wanted.first, last: Math.min(wanted.last, wanted.first + mostAtOnce) }
  const below = Math.min(wanted.last - last, mostAtOnce)
  const above = Math.min(first - wanted.first, mostAtOnce - below)
  return { first: first - above, last: last + below }
}
