type Changes = { revenue_changes: number | null; cost_changes: number | null }

/** In a few words, what a projection rests on: how many changes from month to month it is the mean of. Pure. */
export const projectionWords = (series: readonly Changes[]): string => {
  const revenue = mostOf(series.map(({ revenue_changes }) => revenue_changes))
  const cost = mostOf(series.map(({ cost_changes }) => cost_changes))
  if (revenue === cost || cost === null) return wordsOf(revenue ?? 0)
  return revenue === null ? wordsOf(cost) : `revenue by ${wordsOf(revenue)}, cost by ${wordsOf(cost)}`
}

const mostOf = (changes: readonly (number | null)[]): number | null => {
  const known = changes.filter((count) => count !== null)
  return known.length === 0 ? null : Math.max(...known)
}

const wordsOf = (changes: number): string => {
  if (changes === 0) return 'what this month holds'
  return changes === 1 ? 'growth of the last month' : `mean growth of the last ${changes} months`
}
