import { hourMs } from '../../lib/clock.ts'
import type { DatedPoint } from './dated-point.ts'
import { durationWords } from './duration-words.ts'
import { type Duration, type Period, periods, type RetentionRules } from './schema.ts'

type Counter = {
  count: number
  /** How many of `count` are used. */
  used: number
  last: number | null
  keyOf(point: DatedPoint, index: number): number
  words: string
}
type Span = {
  after: number
  last: number | null
  keyOf(point: DatedPoint, index: number): number
  words: string
}

/**
 * Restic's own rules (`forget`) over points sorted newest first: which are kept, with every reason. The oldest point is kept
 * while a rule has places left, so that the history reaches as far back as it can. `instantOf` turns a clock time of the
 * zone into an instant. Without `words` the reasons are left out, which is several times quicker.
 */
export const applyRules = (
  points: readonly DatedPoint[],
  rules: RetentionRules,
  instantOf: (clock: number) => number,
  { words = true }: { words?: boolean } = {},
): Map<string, string[]> => {
  const kept = new Map<string, string[]>()
  const newest = points[0]
  if (newest === undefined) return kept
  const counters = countersOf(rules)
  const spans = spansOf(rules, newest.clock, instantOf)
  if (counters.length + spans.length === 0) {
    for (const { id } of points) kept.set(id, ['no rule limits how long'])
    return kept
  }
  const keep = (id: string, because: () => string) => {
    const others = kept.get(id)
    if (others === undefined) kept.set(id, words ? [because()] : [])
    else if (words) others.push(because())
  }
  points.forEach((point, index) => {
    const isOldest = index === points.length - 1
    for (const counter of counters) {
      if (counter.used >= counter.count) continue
      const key = counter.keyOf(point, index)
      const isSame = key === counter.last
      if (isSame && !isOldest) continue
      counter.last = key
      counter.used++
      keep(point.id, () => (isSame ? `oldest, while ${counter.words} has room` : placeWords(counter)))
    }
    for (const span of spans) {
      if (point.at <= span.after) continue
      const key = span.keyOf(point, index)
      if (key === span.last && !isOldest) continue
      span.last = key
      keep(point.id, () => span.words)
    }
  })
  return kept
}

const placeWords = ({ words, used, count }: Counter) =>
  count === Number.POSITIVE_INFINITY ? words : `${words} ${used} of ${count}`

const byIndex = (_: DatedPoint, index: number) => index
const byPeriod = (period: Period) => (point: DatedPoint) => point.period[period]

const countersOf = (rules: RetentionRules): Counter[] =>
  (['last', ...periods] as const).flatMap((words) => {
    const count = rules[words]
    if (count === undefined) return []
    const keyOf = words === 'last' ? byIndex : byPeriod(words)
    return [{ count: count === 'all' ? Number.POSITIVE_INFINITY : count, used: 0, last: null, keyOf, words }]
  })

const spansOf = (rules: RetentionRules, newest: number, instantOf: (clock: number) => number): Span[] => {
  const span = (duration: Duration | undefined, keyOf: Span['keyOf'], prefix: string): Span[] =>
    duration === undefined
      ? []
      : [
          {
            after: instantOf(before(newest, duration)) - (duration.hours ?? 0) * hourMs,
            last: null,
            keyOf,
            words: `${prefix}within ${durationWords(duration)}`,
          },
        ]
  return [
    ...span(rules.within, byIndex, ''),
    ...periods.flatMap((period) => span(rules[`within_${period}`], byPeriod(period), `${period} `)),
  ]
}

/** Years, months and days back on the calendar. As in restic, a day that a month does not have runs over into the next. */
const before = (clock: number, { years = 0, months = 0, days = 0 }: Duration): number => {
  const date = new Date(clock)
  const midnight = Date.UTC(date.getUTCFullYear() - years, date.getUTCMonth() - months, date.getUTCDate() - days)
  return midnight + (clock - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()))
}
