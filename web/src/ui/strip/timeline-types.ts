import type { StripCode } from './strip-codes.ts'

/** A backup at its own time, for spans short enough to show each. `at` is the part of its day, 0 to 1. */
export type TimelinePoint = { id: string; day: number; at: number; time: string; code: StripCode }

export type TimelineLane = {
  key: string
  title: string
  /** How often, and what is kept. */
  caption: string
  codes: readonly StripCode[]
  points: readonly TimelinePoint[]
}

export type TimelineDay = {
  /** YYYY-MM-DD, in the time zone of the schedule. */
  date: string
  weekday: string
  number: number
  month: string
  weekend: boolean
}

export type TimelineData = {
  days: readonly TimelineDay[]
  /** Of a single day: what the reader's clock shows at every third hour of it. */
  hours: readonly string[]
  /** The date of today there. */
  today: string
  lanes: readonly TimelineLane[]
  /** v proved, x failed, a dot for neither. */
  proof: string
  /** Drills that are known to be of one backup; they are marked at its time where there is room for times. */
  proofs: readonly { point: TimelinePoint; lane: string; letter: string }[]
  /** Bytes a day; null where nothing is known of them. */
  added: readonly (number | null)[]
}
