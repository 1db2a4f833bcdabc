/**
 * Which snapshots hold a version. Snapshots have ranks 0, 1, 2 … in their order, and a set of ranks is its ranges in a row:
 * [0, 4, 6, 6] is 0 to 4 and 6. What never changes is one range, however many snapshots there are.
 */
export type RankSet = readonly number[]

export const hasRank = (set: RankSet, rank: number): boolean => {
  for (let at = 0; at + 1 < set.length; at += 2) {
    if (rank < (set[at] ?? 0)) return false
    if (rank <= (set[at + 1] ?? 0)) return true
  }
  return false
}

export const ranksIn = (set: RankSet): number[] => {
  const ranks: number[] = []
  for (let at = 0; at + 1 < set.length; at += 2)
    for (let rank = set[at] ?? 0; rank <= (set[at + 1] ?? -1); rank++) ranks.push(rank)
  return ranks
}

/** Of rising ranks. */
export const setOf = (ranks: readonly number[]): number[] => {
  const set: number[] = []
  for (const rank of ranks) {
    if (set.at(-1) === rank - 1) set[set.length - 1] = rank
    else set.push(rank, rank)
  }
  return set
}

export const addRank = (set: RankSet, rank: number): RankSet => {
  const last = set.at(-1)
  if (last === undefined || rank > last + 1) return [...set, rank, rank]
  if (rank === last + 1) return [...set.slice(0, -1), rank]
  return hasRank(set, rank) ? set : setOf([...ranksIn(set), rank].sort((a, b) => a - b))
}

/** The same snapshots under new ranks, in the same order; those that have none any more fall out. */
export const moveRanks = (set: RankSet, newRanks: readonly (number | null)[]): RankSet =>
  setOf(ranksIn(set).flatMap((rank) => newRanks[rank] ?? []))
