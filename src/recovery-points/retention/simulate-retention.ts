import { applyRules } from './apply-rules.ts'
import { type DatedPoint, datedPoint } from './dated-point.ts'
import type { RetentionRules } from './schema.ts'

export type Simulation = {
  /** Clock time at which each of the points given goes; without an entry: not within what was simulated. */
  goes_at: Map<string, number>
  /** How many are kept at the end. */
  kept: number
  /** The most there were at any time. */
  most: number
  /** False when it was given up half way, because it became too much work. */
  complete: boolean
}

export type SimulationLimits = {
  /** Clock time. */
  until: number
  /** Stop as soon as all points given are gone. */
  only_given: boolean
  /** How many backups to look ahead at most. */
  steps: number
}

// Points judged in all: some tenths of a second. Rules that keep thousands of hourly backups are beyond it.
const mostWork = 1_000_000

/**
 * Plays retention forward, one good backup after another at the clock times of `upcoming`. Exact as long as every backup succeeds at
 * its time and the rules stay; hours that a change of clocks adds or takes are not played.
 */
export const simulateRetention = (
  given: readonly { id: string; clock: number }[],
  rules: RetentionRules,
  upcoming: Iterable<number>,
  limits: SimulationLimits,
): Simulation => {
  let points: DatedPoint[] = [...given]
    .sort((a, b) => b.clock - a.clock)
    .map(({ id, clock }) => datedPoint(id, clock, clock))
  const left = new Set(given.map(({ id }) => id))
  const goesAt = new Map<string, number>()
  let most = points.length
  let step = 0
  let work = 0
  let complete = true
  for (const clock of upcoming) {
    if (clock > limits.until || step >= limits.steps || (limits.only_given && left.size === 0)) break
    step++
    work += points.length
    if (work > mostWork) {
      complete = false
      break
    }
    points = [datedPoint(`upcoming ${step}`, clock, clock), ...points]
    const kept = applyRules(points, rules, (shown) => shown, { words: false })
    points = points.filter(({ id }) => {
      if (kept.has(id)) return true
      if (left.delete(id)) goesAt.set(id, clock)
      return false
    })
    most = Math.max(most, points.length)
  }
  return { goes_at: goesAt, kept: points.length, most, complete }
}
