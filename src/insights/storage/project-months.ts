/** How many changes from month to month the mean is of. */
const mostChanges = 6

/**
 * What the months to come hold when it goes on as in the last ones: the mean of up to six changes from month to month, added for
 * each; never below nothing. Null is a month nobody knows, and what lies before it does not count. With fewer than two months there
 * is no change to go by, and all stays as it is. Months before the first that has anything are no trend either. `changes` is null
 * where nothing is known. Pure.
 */
export const projectMonths = (
  known: readonly (number | null)[],
  ahead: number,
): { values: (number | null)[]; changes: number | null } => {
  const since = Math.max(known.lastIndexOf(null), known.findIndex((value) => value !== null && value !== 0) - 1) + 1
  const recent = known.slice(since).filter((value) => value !== null)
  const last = recent.at(-1)
  if (last === undefined) return { values: Array.from({ length: ahead }, () => null), changes: null }
  const changes = Math.min(recent.length - 1, mostChanges)
  const before = recent[recent.length - 1 - changes] ?? last
  const step = changes === 0 ? 0 : (last - before) / changes
  const values = Array.from({ length: ahead }, (_, n) => Math.max(0, Math.round(last + step * (n + 1))))
  return { values, changes }
}
