import type { ListState } from '../api/use-list.ts'
import { formatCount } from '../format/format-count.ts'

/** How many rows a list has, for the head above it. Nothing while only part of the list is here: that count would be wrong. */
export function countOf<Row>(
  { rows, hasMore }: ListState<Row>,
  pick: (rows: readonly Row[]) => readonly Row[] = (all) => all,
): string | undefined {
  if (!rows || hasMore) return undefined
  const shown = pick(rows).length
  return shown === 0 ? undefined : formatCount(shown)
}
