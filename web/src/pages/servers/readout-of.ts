import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { type DayClocks, dayWords } from '../../lib/day-words.ts'
import { deletedBy } from '../../lib/deleted-by.ts'
import { exactTimes } from '../../lib/exact-times.ts'
import { placeOf } from '../../lib/place-of.ts'
import { type StripCode, stripWords } from '../../ui/strip/strip-codes.ts'
import type { TimelineData } from '../../ui/strip/timeline-types.ts'

export type ReadoutLane = { key: string; title: string; code: StripCode; text: string; exact: string | undefined }

export type DayReadout = {
  /** Tue 10 Nov */
  day: string
  verdict: string
  tone: 'good' | 'warn' | 'bad' | 'plain'
  lanes: ReadoutLane[]
  /** The newest backup of that day or the nearest earlier one, of files where there are any. */
  restorable: RecoveryPoint | null
  /** It is of an earlier day. */
  earlier: boolean
  words: string
}

type Input = DayClocks & {
  data: TimelineData
  day: number
  /** Newest first. */
  points: readonly RecoveryPoint[]
  /** The newest that can be restored of that day or before, where it is not one of `points`. */
  before?: RecoveryPoint | null
  /** Of the provider, which deletes its own. */
  label: string
  /** Why a backup cannot be restored here, or null. */
  whyNot: (point: RecoveryPoint) => string | null
}

/** The facts of one day of the timeline, for eyes and for screen readers. */
export function readoutOf(input: Input): DayReadout {
  const { data, day, points, time_zone, reader_zone, whyNot } = input
  const shown = data.days[day]
  const date = shown?.date ?? ''
  const name = shown ? `${longWeekday[shown.weekday] ?? ''} ${shown.number} ${shown.month}` : ''
  const lanes = data.lanes.map((lane): ReadoutLane => {
    const code = lane.codes[day] ?? 'n'
    const own = points.filter((point) => point.method === lane.key && placeOf(point, time_zone).date === date)
    return {
      key: lane.key,
      title: lane.title,
      code,
      text: laneText(code, own, input),
      exact: exactTimes(own, reader_zone),
    }
  })
  const good = [...points, ...(input.before ? [input.before] : [])]
    .filter((point) => whyNot(point) === null)
    // Single files come back from one of files, without the server going down.
    .sort((a, b) => Number(b.method === 'files') - Number(a.method === 'files') || b.taken_at.localeCompare(a.taken_at))
    .find((point) => placeOf(point, time_zone).date <= date)
  const proof = data.proof[day]
  const { verdict, tone } = verdictOf(
    lanes.map((lane) => lane.code),
    proof,
  )
  return {
    day: name,
    verdict,
    tone,
    lanes,
    restorable: good ?? null,
    earlier: good !== undefined && placeOf(good, time_zone).date !== date,
    words: `${name}: ${verdict}. ${lanes.map((lane) => `${lane.title} ${lane.text}`).join('. ')}.`,
  }
}

function laneText(code: StripCode, points: readonly RecoveryPoint[], input: Input): string {
  const { reader_zone: timeZone, label, now } = input
  const left = points.filter((point) => point.state === 'available')
  const newest = left[0]
  const { here, gone } = dayWords(points, input)
  if (newest === undefined)
    return code === 'e' || code === 'x' ? (gone ?? stripWords[code]) : listed([stripWords[code], gone])
  const deleted = deletedBy(newest, label, now, timeZone)
  const because = code === 'p' ? newest.kept_because?.[0] : undefined
  return listed([
    here,
    code === 'p' ? null : stripWords[code],
    left.find((point) => point.warning !== null)?.warning?.message ?? null,
    newest.size_bytes === null ? null : formatBytes(newest.size_bytes),
    deleted,
    because === undefined ? null : `kept as ${because}`,
    gone,
  ])
}

function listed(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(', ')
}

function verdictOf(codes: readonly StripCode[], proof: string | undefined): Pick<DayReadout, 'verdict' | 'tone'> {
  const has = (code: StripCode) => codes.includes(code)
  if (proof === 'x') return { verdict: 'a drill failed', tone: 'bad' }
  if (has('p')) return has('m') ? partly : { verdict: proof === 'v' ? 'proved by a drill' : 'restorable', tone: 'good' }
  if (has('w')) return { verdict: 'restorable, with a warning', tone: 'warn' }
  if (has('m')) return { verdict: 'no new backup', tone: 'bad' }
  if (has('r')) return { verdict: 'being taken now', tone: 'plain' }
  if (has('o')) return { verdict: 'not yet due', tone: 'plain' }
  if (has('x')) return { verdict: 'deleted at the provider', tone: 'warn' }
  if (has('e')) return { verdict: 'expired', tone: 'plain' }
  if (has('z')) return { verdict: 'paused', tone: 'plain' }
  if (has('u')) return { verdict: 'not listed', tone: 'plain' }
  return { verdict: 'nothing expected', tone: 'plain' }
}

const partly = { verdict: 'restorable, one kind missed', tone: 'warn' } as const

const longWeekday: Record<string, string> = {
  Mo: 'Mon',
  Tu: 'Tue',
  We: 'Wed',
  Th: 'Thu',
  Fr: 'Fri',
  Sa: 'Sat',
  Su: 'Sun',
}
