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
 * zone into an instant.
 */
export const applyRules = (
  points: readonly DatedPoint[],
  rules: RetentionRules,
  instantOf: (clock: number) => number,
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
  points.forEach((point, index) => {
    const isOldest = index === points.length - 1
    const because = [
      ...counters.flatMap((counter) => countIn(counter, point, index, isOldest)),
      ...spans.flatMap((span) => liesIn(span, point, index, isOldest)),
    ]
    if (because.length > 0) kept.set(point.id, because)
  })
  return kept
}

const countIn = (counter: Counter, point: DatedPoint, index: number, isOldest: boolean): string[] => {
  if (counter.used >= counter.count) return []
  const key = counter.keyOf(point, index)
  const isSame = key === counter.last
  if (isSame && !isOldest) return []
  counter.last = key
  counter.used++
  if (isSame) return [`oldest, while ${counter.words} has room`]
  return [
    counter.count === Number.POSITIVE_INFINITY ? counter.words : `${counter.words} ${counter.used} of ${counter.count}`,
  ]
}

const liesIn = (span: Span, point: DatedPoint, index: number, isOldest: boolean): string[] => {
  if (point.at <= span.after) return []
  const key = span.keyOf(point, index)
  if (key === span.last && !isOldest) return []
  span.last = key
  return [span.words]
}

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
