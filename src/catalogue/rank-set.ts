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

/**
 * Makes a function that gives the same snapshots under new ranks, in the same order; those that have none any more fall out.
 * Most sets are one of few ranges, so each range is worked out once.
 */
export const createRankMover = (newRanks: readonly (number | null)[]): ((set: RankSet) => RankSet) => {
  const known = new Map<number, RankSet>()
  const movedRange = (from: number, to: number): RankSet => {
    const key = from * newRanks.length + to
    const done = known.get(key)
    if (done !== undefined) return done
    const moved = setOf(newRanks.slice(from, to + 1).filter((rank) => rank !== null))
    known.set(key, moved)
    return moved
  }
  return (set) => {
    const [from = 0, to = 0] = set
    if (set.length === 2) return movedRange(from, to)
    const moved: number[] = []
    for (let at = 0; at + 1 < set.length; at += 2) appendRanges(moved, movedRange(set[at] ?? 0, set[at + 1] ?? 0))
    return moved
  }
}

const appendRanges = (set: number[], more: RankSet): void => {
  for (let at = 0; at + 1 < more.length; at += 2) {
    const [from = 0, to = 0] = more.slice(at, at + 2)
    if (set.at(-1) === from - 1) set[set.length - 1] = to
    else set.push(from, to)
  }
}
