type Changes = { revenue_changes: number; cost_changes: number }

/** In a few words, what a projection rests on: how many changes from month to month it is the mean of. Pure. */
export const projectionWords = (series: readonly Changes[]): string => {
  const revenue = Math.max(0, ...series.map(({ revenue_changes }) => revenue_changes))
  const cost = Math.max(0, ...series.map(({ cost_changes }) => cost_changes))
  return revenue === cost ? wordsOf(revenue) : `revenue: ${wordsOf(revenue)}; cost: ${wordsOf(cost)}`
}

const wordsOf = (changes: number): string => {
  if (changes === 0) return 'as this month'
  return changes === 1 ? 'growth of the last month' : `mean growth of the last ${changes} months`
}
