/** How much a fault suite does: `npm run test:faults` asks for all of it, `npm test` for a little of everything. */
export const isLongRun = process.env.BACKSTAY_FAULTS === 'long'
export const howOften = (long: number, short: number): number => (isLongRun ? long : short)

/** The same faults at the same moments again: BACKSTAY_FAULT_SEED, which each suite prints. */
export const faultSeed = Number(process.env.BACKSTAY_FAULT_SEED || Math.floor(Math.random() * 2 ** 31))

export type Chance = {
  /** From 0 up to, not including, `end`. */
  below(end: number): number
  between(low: number, high: number): number
  pick<T>(from: readonly T[]): T
}

/** A chain of numbers that looks like chance and is the same for the same seed. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (from) => {
      const one = from[below(from.length)]
      if (one === undefined) throw new Error('There is nothing to pick from.')
      return one
    },
  }
}

/** What a suite hit, for whoever reads its output. */
export const sayHit = (line: string): void => void process.stdout.write(`${line}\n`)
