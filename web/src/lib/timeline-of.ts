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
  const pointsOf = (of: (point: RecoveryPoint) => boolean): TimelinePoint[] =>
    placed
      .filter(({ point }) => of(point))
      .map(({ point, day, at, time }) => ({ id: point.id, day, at, time, code: pointCode(point) }))
  const image = codesOf(strip.image.slice(from))
  const kinds = imageKinds(server, placed, /[^n]/.test(strip.image))
  const lanes: TimelineLane[] = kinds.map((kind) => {
    const own = pointsOf(({ method }) => method === kind)
    const others = pointsOf(({ method }) => method !== kind && method !== 'files')
    return {
      key: kind,
      title: kind === 'native' ? 'Native' : 'Snapshot',
      caption: kind === 'native' ? nativeCaption(server) : takenCaption(protections, 'snapshot'),
      codes: kinds.length === 1 ? image : image.map((code, day) => codeOfKind(code, day, own, others)),
      points: own,
    }
  })
  lanes.push({
    key: 'files',
    title: 'Files',
    caption: takenCaption(protections, 'files'),
    codes: codesOf(strip.files.slice(from)),
    points: pointsOf(({ method }) => method === 'files'),
  })
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

/** The kinds of images a server has or is to have; of one that stands at a provider at least its own. */
function imageKinds(
  server: Input['server'],
  placed: readonly { point: RecoveryPoint }[],
  somethingExpected: boolean,
): ('native' | 'snapshot')[] {
  const has = (kind: 'native' | 'snapshot') =>
    server.protections.some((one) => one.method === kind && one.desired_state === 'on') ||
    placed.some(({ point }) => point.method === kind)
  const kinds = (['native', 'snapshot'] as const).filter(has)
  if (kinds.length > 0) return kinds
  return server.provider !== 'machine' || somethingExpected ? ['native'] : []
}

const rank: readonly StripCode[] = ['p', 'w', 'x', 'e']

/** The strip has one letter for both kinds of images. A kind's own backups say more of it; where neither has one, the letter is of both. */
function codeOfKind(
  code: StripCode,
  day: number,
  own: readonly TimelinePoint[],
  others: readonly TimelinePoint[],
): StripCode {
  const codes = own.filter((point) => point.day === day).map((point) => point.code)
  const best = rank.find((one) => codes.includes(one))
  if (best !== undefined) return best
  return others.some((point) => point.day === day) || rank.includes(code) ? 'n' : code
}

function nativeCaption(server: Input['server']): string {
  const { schedule, state } = server.native
  if (state !== 'on') return 'off'
  return schedule === null
    ? `when ${providerLabel(server.provider)} chooses`
    : schedule.every === 'day'
      ? 'daily'
      : 'weekly'
}

function takenCaption(protections: readonly Protection[], method: 'files' | 'snapshot'): string {
  const own = protections.find((one) => one.method === method)
  if (own === undefined || own.desired_state === 'off') return 'off'
  const parts = [own.schedule && scheduleWords(own.schedule), own.retention && retentionLetters(own.retention)]
  return parts.filter(Boolean).join('; ') || 'on'
}
