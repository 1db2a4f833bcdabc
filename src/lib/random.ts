import { randomUUID } from 'node:crypto'

/** Chance, injected so that tests set it. */
export type Random = {
  /** At least 0, below 1. */
  fraction(): number
  /** A UUID of version 4. */
  uuid(): string
}

export const systemRandom: Random = { fraction: () => Math.random(), uuid: () => randomUUID() }

/** The same numbers for the same seed (mulberry32). For made-up data and tests, never for secrets. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const hex = (length: number) => Array.from({ length }, () => Math.floor(fraction() * 16).toString(16)).join('')
  const variant = () => '89ab'[Math.floor(fraction() * 4)] ?? '8'
  return { fraction, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${variant()}${hex(3)}-${hex(12)}` }
}

/** A name that nothing else has, for a file. */
export const uniqueName = (): string => randomUUID().replaceAll('-', '')
