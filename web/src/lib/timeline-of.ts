import type { Method, Protection } from '../../../src/protections/schema.ts'
import type { Timeline } from '../../../src/protections/timeline/schema.ts'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { Server } from '../api/server-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { zonedParts } from '../format/zoned-parts.ts'
import { joinKinds } from '../ui/strip/join-codes.ts'
import { isStripCode, type StripCode, type StripData } from '../ui/strip/strip-codes.ts'
import type { TimelineData, TimelineDay, TimelineLane } from '../ui/strip/timeline-types.ts'
import { placeOf } from './place-of.ts'
import { providerLabel } from './provider-facts.ts'
import { retentionLetters, scheduleWords } from './schedule-words.ts'
import type { TimelineWindow } from './timeline-window.ts'

const dayMs = 86_400_000
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']

export type History = Pick<Timeline, 'first_day' | 'lanes' | 'proof' | 'added_bytes' | 'time_zone'>

type Input = {
  server: Pick<Server, 'provider' | 'native' | 'backups_enabled_at'> & {
    protections: readonly Server['protections'][number][]
    /** Its provider's own backups are listed to nobody. */
    unlisted?: boolean
  }
  history: History
  window: TimelineWindow
  /** Of the days shown, where they are few enough to show each backup at its time. */
  points: readonly RecoveryPoint[]
  protections: readonly Protection[]
  /** Times are told by the reader's clock; the days are those of the history's. */
  reader_zone: string
}

/** A part of a server's history for the timeline: a letter for each day and method, and the backups at their times. */
export function timelineOf({ server, history, window, points, protections, reader_zone }: Input): TimelineData {
  const all = daysOf(history)
  const from = all.length - window.ago - window.days
  const shownOf = <Of>(list: readonly Of[]) => list.slice(from, from + window.days)
  const days = shownOf(all)
  const dayIndex = new Map(days.map((day, index) => [day.date, index]))
  const placed = points.flatMap((point) => {
    const place = placeOf(point, history.time_zone)
    const day = dayIndex.get(place.date)
    return day === undefined ? [] : [{ point, day, at: place.at, time: placeOf(point, reader_zone).time }]
  })
  const lanes = lanesOf(server, history).map(
    ({ method, codes }): TimelineLane => ({
      key: method,
      title: titles[method],
      caption: method === 'native' ? nativeCaption(server) : takenCaption(protections, method),
      codes: shownOf(codes),
      points: placed
        .filter(({ point }) => point.method === method)
        .map(({ point, day, at, time }) => ({ id: point.id, day, at, time, code: pointCode(point) })),
    }),
  )
  const proof = history.proof.slice(from, from + window.days)
  const proven = new Set(points.flatMap(({ id, proven_at }) => (proven_at === null ? [] : [id])))
  return {
    days,
    hours: days[0] !== undefined && days.length === 1 ? hoursOf(days[0].date, history.time_zone, reader_zone) : [],
    today: all.at(-1)?.date ?? '',
    lanes,
    proof,
    proofs: lanes.flatMap((lane) => proofsOf(lane, proof, proven)),
    added: shownOf(history.added_bytes),
  }
}

/** Of a drill that passed the backup says so itself; one that failed is known where its day has a single backup. */
function proofsOf({ key, points }: TimelineLane, proof: string, proven: ReadonlySet<string>) {
  return points.flatMap((point) => {
    const letter = proof[point.day]
    const alone = points.every(({ id, day }) => day !== point.day || id === point.id)
    return (letter === 'v' && proven.has(point.id)) || (letter === 'x' && alone) ? [{ point, lane: key, letter }] : []
  })
}

const titles = { native: 'Native', snapshot: 'Snapshot', files: 'Files' } as const

/** All days of a history, oldest first. */
export function daysOf({ first_day, proof }: Pick<History, 'first_day' | 'proof'>): TimelineDay[] {
  const first = new Date(`${first_day}T00:00:00Z`).getTime()
  return Array.from({ length: proof.length }, (_, index) => dayOf(new Date(first + index * dayMs)))
}

/** The two tracks of the band below: images of both kinds as one, and files. */
export function tracksOf(server: Input['server'], history: History) {
  const lanes = lanesOf(server, history)
  const images = lanes.filter(({ method }) => method !== 'files')
  const image = images[0]?.codes.map((_, day) => joinKinds(images.flatMap(({ codes }) => codes[day] ?? [])))
  const files = lanes.find(({ method }) => method === 'files')?.codes ?? []
  return [
    ...(image ? [{ key: 'image', title: 'Image', codes: image }] : []),
    { key: 'files', title: 'Files', codes: files },
  ]
}

/** One that stands at a provider has a lane for its images also while they are off, and files always have one. */
function lanesOf(server: Input['server'], history: History): { method: Method; codes: StripCode[] }[] {
  const { lanes, proof } = history
  const known = new Map(lanes.map(({ method, days }) => [method, codesOf(days)]))
  const flat = codesOf('n'.repeat(proof.length))
  if (!known.has('files')) known.set('files', flat)
  if (server.provider !== 'machine' && !known.has('native') && !known.has('snapshot'))
    known.set(
      'native',
      server.unlisted && server.native.state === 'on' ? unlistedSince(server.backups_enabled_at, history) : flat,
    )
  return (['native', 'snapshot', 'files'] as const).flatMap((method) => {
    const codes = known.get(method)
    return codes === undefined ? [] : [{ method, codes }]
  })
}

/** On at the provider though nobody wants them any more: taken still, and shown by nobody. */
function unlistedSince(since: string | null, history: History): StripCode[] {
  const first = since?.slice(0, 10) ?? ''
  return daysOf(history).map(({ date }) => (date < first ? 'n' : 'u'))
}

/** What the reader's clock shows at every third hour of a day elsewhere. */
function hoursOf(date: string, timeZone: string, readerZone: string): string[] {
  return [0, 3, 6, 9, 12, 15, 18, 21].map((hour) => {
    const asUtc = new Date(`${date}T${String(hour).padStart(2, '0')}:00:00Z`)
    const there = zonedParts(asUtc, timeZone)
    const shown = Date.UTC(there.year, there.month - 1, there.day, Number(there.hour), Number(there.minute))
    const { hour: h, minute } = zonedParts(new Date(2 * asUtc.getTime() - shown), readerZone)
    return `${h}:${minute}`
  })
}

/** Until the history is here: what the list of servers knew of the last month. */
export function historyOfStrip(strip: StripData): History {
  const before = 365 - strip.files.length
  const last = new Date(`${strip.last_day}T00:00:00Z`).getTime()
  const lane = (letters: string) => 'n'.repeat(before) + letters
  return {
    time_zone: 'UTC',
    first_day: new Date(last - 364 * dayMs).toISOString().slice(0, 10),
    lanes: [
      ...(/[^n]/.test(strip.image) ? [{ method: 'native' as const, days: lane(strip.image) }] : []),
      { method: 'files', days: lane(strip.files) },
    ],
    proof: '.'.repeat(before) + strip.proof.padEnd(strip.files.length, '.'),
    added_bytes: Array.from({ length: 365 }, () => null),
  }
}

/** How one backup stands by itself. */
export function pointCode(point: Pick<RecoveryPoint, 'state' | 'expired' | 'outcome' | 'damage'>): StripCode {
  if (point.state === 'forgotten' || point.expired) return 'e'
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

function nativeCaption({ native: { schedule, state }, provider, protections }: Input['server']): string {
  if (state !== 'on') return 'off'
  const when =
    schedule === null ? `when ${providerLabel(provider)} chooses` : schedule.every === 'day' ? 'daily' : 'weekly'
  const days = protections.find(({ method }) => method === 'native')?.retention_days
  return days ? `${when}, keeps ${formatPlural(days, 'day')}` : when
}

function takenCaption(protections: readonly Protection[], method: 'files' | 'snapshot'): string {
  const own = protections.find((one) => one.method === method)
  if (own === undefined || own.desired_state === 'off') return 'off'
  const parts = [own.schedule && scheduleWords(own.schedule), own.retention && retentionLetters(own.retention)]
  return parts.filter(Boolean).join('; ') || 'on'
}
