import type { RunSchedule } from '../schedule/schema.ts'
import type { Method } from '../schema.ts'

/** A protection, as far as it says what is expected of a server. */
export type ExpectedProtection = {
  method: Method
  /** Null for what the provider does at times that nobody knows, or that it does not list. */
  schedule: RunSchedule | null
  /** What is expected of each backup of files: folders, and each dump by itself. Absent for images. */
  sources?: readonly string[]
  /** How much later than its time a backup may come: a provider has a window of hours, and is asked now and then. Absent: not at all. */
  slack_ms?: number
  /** Wanted since then. */
  since: string
  /** Since when it is paused; null while it is not. */
  paused_since: string | null
}

export type SeenPoint = {
  method: Method
  taken_at: string
  state: 'available' | 'forgotten' | 'gone'
  /** Somebody should look, or should have: a warning, damage, or that nobody asked for it. */
  troubled: boolean
}

/** The newest that can be restored, and the newest good one. */
export type Newest = { method: Method; newest_at: string | null; good_at: string | null }

/** A backup run that is under way, or the last one if it failed. */
export type SeenRun = { state: 'running' | 'failed'; at: string }

export type ServerStory = {
  now: string
  time_zone: string
  /** Those that are wanted. */
  protections: readonly ExpectedProtection[]
  /** Of the days that the strip shows, and a little before. Any order. */
  points: readonly SeenPoint[]
  run: SeenRun | null
  /** Drills of points, with the time of the point. */
  drills: readonly { taken_at: string; passed: boolean }[]
}
