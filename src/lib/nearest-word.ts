const farthest = 3

/** The word that takes the fewest changes of a letter to reach; null when none is near. */
export const nearestWord = (word: string, known: readonly string[]): string | null => {
  const [best] = known
    .map((one) => ({ one, changes: changesBetween(word, one) }))
    .filter(({ changes }) => changes <= farthest)
    .sort((a, b) => a.changes - b.changes)
  return best?.one ?? null
}

/** Levenshtein's distance, row by row. */
const changesBetween = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min((row[j] ?? 0) + Number(letter !== other), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    row = next
  }
  return row.at(-1) ?? 0
}
