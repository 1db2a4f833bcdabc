import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { formatTime } from '../format/format-time.ts'
import { listWords } from './list-words.ts'
import { placeOf } from './place-of.ts'
import { pointName } from './point-look.ts'

export type DayClocks = {
  /** Of the schedule: the days are those of its clocks. */
  time_zone: string
  /** Times are told by the reader's clock, as everywhere else; with the date where that is another day. */
  reader_zone: string
  now: Date
}

/** The backups of one day and kind, apart: what can be restored, and what is gone with its reason and time. Null where there is none. */
export function dayWords(
  points: readonly RecoveryPoint[],
  clocks: DayClocks,
): { here: string | null; gone: string | null } {
  const oldestFirst = points.toSorted((a, b) => a.taken_at.localeCompare(b.taken_at))
  const named = new Set(points.map(({ source }) => source)).size > 1
  const here = timesByKey(
    oldestFirst.filter(({ state }) => state === 'available'),
    sourceOf(named),
    clocks,
  )
  const gone = timesByKey(
    oldestFirst.filter(({ state }) => state !== 'available'),
    (point) => `${goneWords(point, clocks)}\n${sourceOf(named)(point)}`,
    clocks,
  )
  const said = (parts: readonly string[]) => (parts.length === 0 ? null : parts.join('; '))
  return {
    here: said(here.map(([source, times]) => `${source}${times}`)),
    gone: said(gone.map(([key, times]) => `${key.split('\n')[1]}${times} ${key.split('\n')[0]}`)),
  }
}

/** Files and dumps of a day are named where there are several of them. */
const sourceOf = (named: boolean) => (point: RecoveryPoint) => (named ? `${pointName(point)} ` : '')

function goneWords(point: RecoveryPoint, { reader_zone: timeZone, now }: DayClocks): string {
  const at = point.forgotten_at ? ` ${formatTime(point.forgotten_at, { now, timeZone })}` : ''
  if (point.state === 'gone' && point.method !== 'files') return `deleted at the provider before its time${at}`
  if (point.state === 'gone') return `gone${at}`
  const back = point.purge_after && new Date(point.purge_after) > now ? point.purge_after : null
  const until = back === null ? '' : `, can be brought back until ${formatTime(back, { now, timeZone })}`
  return `expired${at}${until}`
}

function timesByKey(
  points: readonly RecoveryPoint[],
  keyOf: (point: RecoveryPoint) => string,
  clocks: DayClocks,
): [key: string, times: string][] {
  const times = new Map<string, string[]>()
  for (const point of points) {
    const key = keyOf(point)
    times.set(key, [...(times.get(key) ?? []), clockWords(point, clocks)])
  }
  return [...times].map(([key, all]) => [key, listWords(all, 4)])
}

function clockWords(point: RecoveryPoint, { time_zone, reader_zone, now }: DayClocks): string {
  const at = placeOf(point, reader_zone)
  if (at.date === placeOf(point, time_zone).date) return at.time
  return formatTime(point.taken_at, { now, timeZone: reader_zone })
}
