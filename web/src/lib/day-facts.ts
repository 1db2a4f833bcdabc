import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { formatDate } from '../format/format-date.ts'
import { isStripCode, type StripCode, type StripData, stripWords } from '../ui/strip/strip-codes.ts'
import { dayWords } from './day-words.ts'
import { exactTimes } from './exact-times.ts'
import { placeOf } from './place-of.ts'
import { stripDay } from './strip-days.ts'

export type DayTone = 'good' | 'warn' | 'bad' | 'plain'

export type DayTrack = {
  key: 'image' | 'files'
  title: string
  code: StripCode
  /** When, what, how much. */
  text: string
  /** The same moments beyond doubt, for a tooltip. */
  exact: string | undefined
  /** What went wrong, or how long it stays. */
  more: { tone: DayTone; text: string } | null
}

export type DayFacts = {
  /** Tue 10 Nov */
  title: string
  /** Beside the title: what to know of the whole day. `mark` is v for proved, x for a failed drill, else the day's worst code. */
  verdict: { mark: StripCode | 'proved' | 'failed'; tone: DayTone; text: string } | null
  tracks: DayTrack[]
  /** The newest file backup of that day, or the nearest earlier one that can be restored. */
  restorable: RecoveryPoint | null
  earlier: boolean
  /** All of it for those who hear it. */
  words: string
}

type Input = {
  strip: StripData
  /** Counted from the oldest. */
  day: number
  /** Newest first; undefined while they are still being asked for. */
  points: readonly RecoveryPoint[] | undefined
  time_zone: string
  /** The days are those of `time_zone`, times those of the reader's clock. */
  reader_zone: string
  now: Date
}

type Clocks = Pick<Input, 'time_zone' | 'reader_zone' | 'now'>

/** What a day of a strip says, for the card beside it. What the strip cannot know comes from the backups themselves. */
export function dayFacts({ strip, day, points = [], ...clocks }: Input): DayFacts {
  const { time_zone } = clocks
  const { date, title } = stripDay(strip, day)
  const placed = points.map((point) => ({ point, date: placeOf(point, time_zone).date }))
  const track = (key: 'image' | 'files', name: string): DayTrack => {
    const letter = strip[key][day] ?? 'n'
    const own = placed.filter((one) => one.date === date && (one.point.method === 'files') === (key === 'files'))
    const code = isStripCode(letter) ? letter : 'n'
    return {
      key,
      title: name,
      code,
      exact: exactTimes(
        own.map((one) => one.point),
        clocks.reader_zone,
      ),
      ...trackWords(code, own.map(({ point }) => point).reverse(), clocks),
    }
  }
  const tracks = [track('image', 'Image'), track('files', 'Files')]
  const good = placed.find((one) => one.point.method === 'files' && one.point.state === 'available' && one.date <= date)
  const verdict = verdictOf(tracks, strip.proof[day])
  const said = tracks.map((one) => [`${one.title} ${one.text}`, one.more?.text].filter(Boolean).join(', '))
  return {
    title,
    verdict,
    tracks,
    restorable: good?.point ?? null,
    earlier: good !== undefined && good.date !== date,
    words: `${[title, verdict?.text].filter(Boolean).join(', ')}. ${said.join('. ')}.`,
  }
}

type Words = Pick<DayTrack, 'text' | 'more'>

/** `points`: of that day and kind, oldest first. What is gone is never named beside what can be restored. */
function trackWords(code: StripCode, points: readonly RecoveryPoint[], clocks: Clocks): Words {
  const newest = points.findLast((point) => point.state === 'available')
  const { here, gone } = dayWords(points, clocks)
  if (newest === undefined)
    return { text: alone[code], more: gone === null ? null : { tone: code === 'x' ? 'warn' : 'plain', text: gone } }
  const left = points.filter((point) => point.state === 'available')
  const kind = newest.method === 'files' ? '' : ` ${newest.method}`
  const added = left.reduce((sum, point) => sum + (point.added_bytes ?? 0), 0)
  const parts = [`${here}${kind}`]
  if (newest.size_bytes !== null) parts.push(formatBytes(newest.size_bytes))
  if (newest.method === 'files' && newest.added_bytes !== null) parts.push(`${formatBytes(added)} new`)
  return { text: parts.join(', '), more: moreWords(code, left, newest, gone, clocks) }
}

function moreWords(
  code: StripCode,
  points: readonly RecoveryPoint[],
  newest: RecoveryPoint,
  gone: string | null,
  { reader_zone: timeZone, now }: Clocks,
): DayTrack['more'] {
  if (points.some((point) => point.damage !== null)) return { tone: 'bad', text: 'parts of it were found damaged' }
  const warning = points.findLast((point) => point.warning !== null)?.warning
  if (code === 'w') return { tone: 'warn', text: warning?.message ?? 'not everything that was due came' }
  if (code === 'm') return { tone: 'bad', text: stripWords.m }
  if (gone !== null) return { tone: 'plain', text: gone }
  if (newest.expires_at === null) return null
  const because = newest.kept_because?.[0]
  const until = `kept until ${formatDate(newest.expires_at, { now, timeZone })}`
  return { tone: 'plain', text: because ? `${until} as ${because}` : until }
}

// What a letter says where no backup of that day is known here.
const alone: Record<StripCode, string> = {
  p: 'restorable',
  w: 'restorable, with a warning',
  m: 'missed, none came',
  o: 'not yet due',
  r: 'being taken now',
  n: 'none expected',
  z: 'paused',
  u: 'on, but the provider lists nothing',
  e: 'expired',
  x: 'deleted at the provider',
}

const worst: readonly [StripCode, DayTone][] = [
  ['m', 'bad'],
  ['w', 'warn'],
  ['x', 'warn'],
  ['r', 'plain'],
  ['o', 'plain'],
  ['z', 'plain'],
]

function verdictOf(tracks: readonly DayTrack[], proof: string | undefined): DayFacts['verdict'] {
  if (proof === 'x') return { mark: 'failed', tone: 'bad', text: 'drill failed' }
  if (proof === 'v') return { mark: 'proved', tone: 'good', text: 'proved by drill' }
  const found = worst.find(([code]) => tracks.some((track) => track.code === code))
  return found === undefined ? null : { mark: found[0], tone: found[1], text: stripWords[found[0]] }
}
