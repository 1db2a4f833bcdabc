import { createHash } from 'node:crypto'
import { dayMs, hourMs, isoPlusMs, minuteMs, toIso } from '../lib/clock.ts'
import type { ProviderName } from '../providers/provider.ts'
import type { DemoMachine } from './story-machines.ts'

/** What a server's past is told from. */
export type Known = {
  now: string
  machine: Pick<DemoMachine, 'name' | 'provider' | 'story' | 'drills'>
  /** Since when its backups are on. */
  since: string
  /** How often the provider takes its own; null where it does not say. */
  every: 'day' | 'week'
  /** The weekday whose backups Linode keeps longer. */
  weekday: number | null
  /** Those of the provider's own that are there, newest first. */
  natives: readonly { taken_at: string; size_bytes: number | null }[]
}

export type PastPoint = {
  taken_at: string
  /** When it went; null: it is still there. */
  went_at: string | null
  size_bytes: number | null
}
/** A snapshot of our schedule, or a night on which none came. */
export type PastSnapshot = { at: string; point: PastPoint | null }

/**
 * The provider's own backups of a server before those that it still lists: one for each turn of the schedule, gone when their days were
 * over. Pure.
 */
export const pastNativesOf = ({ now, machine, since, every, weekday, natives }: Known): PastPoint[] => {
  const [newest] = natives
  if (newest === undefined) return []
  const turnMs = every === 'week' ? 7 * dayMs : dayMs
  const past: PastPoint[] = []
  for (let at = Date.parse(newest.taken_at) - turnMs; at > Date.parse(since); at -= turnMs) {
    const taken_at = toIso(at)
    if (natives.some((one) => Math.abs(Date.parse(one.taken_at) - at) < hourMs)) continue
    if (fraction(machine.name, taken_at) < forgottenNights) continue
    const isWeekly = weekday === null || new Date(at).getUTCDay() === weekday
    const went = at + lifeDays(machine.provider, every, isWeekly) * dayMs
    past.push({
      taken_at,
      went_at: toIso(Math.min(went, Date.parse(now) - hourMs)),
      size_bytes: newest.size_bytes === null ? null : sizeAt(newest.size_bytes, machine.name, { now, at: taken_at }),
    })
  }
  return past
}

/** One night of a hundred brought nothing, as it goes. */
const forgottenNights = 0.01

/** As long as each provider keeps them. */
const lifeDays = (provider: ProviderName, every: 'day' | 'week', isWeekly: boolean): number => {
  if (provider === 'linode') return isWeekly ? 14 : 1
  if (provider === 'vultr') return every === 'week' ? 14 : 2
  return provider === 'digitalocean' && every === 'week' ? 28 : 7
}

/** How long plans keep snapshots in the story. */
export const snapshotDays = 30
const nightMs = 2 * hourMs
/** The nights of late on which a server that keeps failing brought nothing. */
const failingNights = 3

/** The snapshots of our nightly schedule, oldest first, up to last night. Pure. */
export const pastSnapshotsOf = (known: Known & { size_bytes: number; minute: number }): PastSnapshot[] => {
  const { now, machine, since, minute } = known
  const midnight = Math.floor(Date.parse(now) / dayMs) * dayMs
  const past: PastSnapshot[] = []
  for (let night = 0; ; night++) {
    const ms = midnight - night * dayMs + nightMs + minute * minuteMs
    if (ms <= Date.parse(since)) return past.reverse()
    const at = toIso(ms)
    // What is due after now comes by itself.
    if (at > isoPlusMs(now, -10 * minuteMs)) continue
    const failed =
      (machine.story === 'failing' && night <= failingNights) || fraction(machine.name, `${at} failed`) < failedNights
    const over = isoPlusMs(at, snapshotDays * dayMs)
    const went_at = over < isoPlusMs(now, -hourMs) ? over : null
    const size_bytes = sizeAt(known.size_bytes, machine.name, { now, at })
    past.push({ at, point: failed ? null : { taken_at: isoPlusMs(at, 20_000), went_at, size_bytes } })
  }
}

const failedNights = 0.025

/** Servers grow slowly and unevenly. */
const sizeAt = (size: number, name: string, { now, at }: { now: string; at: string }): number => {
  const days = (Date.parse(now) - Date.parse(at)) / dayMs
  const slope = 0.0012 + 0.0024 * fraction(name, 'slope')
  return Math.round(size * (1 - slope * days) * (1 - 0.012 * fraction(name, at)))
}

/** Between 0 and 1, the same each time: a past that is told twice is the same. */
export const fraction = (...of: readonly string[]): number =>
  createHash('sha256').update(of.join('\n')).digest().readUInt32BE() / 2 ** 32
