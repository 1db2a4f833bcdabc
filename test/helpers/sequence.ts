export type Sequence = {
  /** A number from 0 up to, but without, `below`; 0 for `below` 0. */
  (below: number): number
  shuffle<T>(list: readonly T[]): T[]
}

/** Numbers that look like chance and are the same in every run (mulberry32). */
export const newSequence = (seed: number): Sequence => {
  let state = seed
  const next = (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return below === 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
  const shuffle = <T>(list: readonly T[]): T[] => {
    const keyed = list.map((one) => [next(2 ** 30), one] as const)
    return keyed.sort(([a], [b]) => a - b).map(([, one]) => one)
  }
  return Object.assign(next, { shuffle })
}
