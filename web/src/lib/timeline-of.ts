import type { Protection } from '../../../src/protections/schema.ts'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { Server } from '../api/server-types.ts'
import { isStripCode, type StripCode, type StripData } from '../ui/strip/strip-codes.ts'
import type { TimelineData, TimelineDay, TimelineLane, TimelinePoint } from '../ui/strip/timeline-types.ts'
import { placeOf } from './place-of.ts'
import { providerLabel } from './provider-facts.ts'
import { retentionLetters, scheduleWords } from './schedule-words.ts'

const dayMs = 86_400_000
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']

type Input = {
  server: Pick<Server, 'provider' | 'protections' | 'native'>
  strip: StripData
  points: readonly RecoveryPoint[]
  protections: readonly Protection[]
  /** Of the schedule; the days are counted by it. */
  time_zone: string
  /** How many of the last days. */
  days: number
}

/** A server's days for the timeline: what the strip says of each, with the backups at their times. */
export function timelineOf({ server, strip, points, protections, time_zone, days }: Input): TimelineData {
  const all = strip.files.length
  const from = Math.max(0, all - days)
  const last = new Date(`${strip.last_day}T00:00:00Z`).getTime()
  const dates = Array.from({ length: all - from }, (_, index) =>
    dayOf(new Date(last - (all - 1 - from - index) * dayMs)),
  )
  const dayIndex = new Map(dates.map((day, index) => [day.date, index]))
  const placed = points.flatMap((point) => {
    const place = placeOf(point, time_zone)
    const day = dayIndex.get(place.date)
    return day === undefined ? [] : [{ point, day, ...place }]
  })
  const laneOf = (key: 'image' | 'files', title: string, caption: string): TimelineLane => ({
    key,
    title,
    caption,
    codes: codesOf(strip[key].slice(from)),
    points: placed
      .filter(({ point }) => (point.method === 'files') === (key === 'files'))
      .map(({ point, day, at, time }): TimelinePoint => ({ id: point.id, day, at, time, code: pointCode(point) })),
  })
  const lanes: TimelineLane[] = []
  if (server.provider !== 'machine' || /[^n]/.test(strip.image))
    lanes.push(laneOf('image', imageTitle(server), imageCaption(server)))
  lanes.push(laneOf('files', 'Files', filesCaption(protections)))
  const added = dates.map((_, index) => {
    const own = placed.filter(({ day, point }) => day === index && point.method === 'files')
    return own.length === 0 ? null : own.reduce((sum, { point }) => sum + (point.added_bytes ?? 0), 0)
  })
  return { days: dates, lanes, proof: strip.proof.slice(from).padEnd(dates.length, '.'), added }
}

/** How one backup stands by itself. */
export function pointCode(point: Pick<RecoveryPoint, 'state' | 'outcome' | 'damage'>): StripCode {
  if (point.state === 'forgotten') return 'e'
  if (point.state === 'gone') return 'x'
  return point.outcome === 'warning' || point.damage !== null ? 'w' : 'p'
}

function dayOf(date: Date): TimelineDay {
  const weekday = date.getUTCDay()
  return {
    date: date.toISOString().slice(0, 10),
    weekday: weekdays[weekday] ?? '',
    number: date.getUTCDate(),
    month: monthNames[date.getUTCMonth()] ?? '',
    weekend: weekday === 0 || weekday === 6,
  }
}

function codesOf(letters: string): StripCode[] {
  return [...letters].map((letter) => (isStripCode(letter) ? letter : 'n'))
}

function imageTitle(server: Input['server']): string {
  const snapshots = server.protections.some((one) => one.method === 'snapshot' && one.desired_state === 'on')
  return snapshots ? 'Image' : 'Native'
}

function imageCaption(server: Input['server']): string {
  const { schedule, state } = server.native
  if (state !== 'on') return 'off'
  return schedule === null
    ? `when ${providerLabel(server.provider)} chooses`
    : schedule.every === 'day'
      ? 'daily'
      : 'weekly'
}

function filesCaption(protections: readonly Protection[]): string {
  const files = protections.find((one) => one.method === 'files')
  if (files === undefined || files.desired_state === 'off') return 'off'
  const parts = [files.schedule && scheduleWords(files.schedule), files.retention && retentionLetters(files.retention)]
  return parts.filter(Boolean).join('; ') || 'on'
}
