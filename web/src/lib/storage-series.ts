import type { StorageAnalytics } from '../../../src/insights/storage/schema.ts'
import { formatCount } from '../format/format-count.ts'

export const storageKinds = ['files', 'snapshot', 'native'] as const
export type StorageKind = (typeof storageKinds)[number]

const dayMs = 86_400_000

/** Every day of the period, oldest first. */
export function daysBetween(from: string, to: string): string[] {
  const first = Date.parse(from)
  const count = Math.max(0, Math.round((Date.parse(to) - first) / dayMs)) + 1
  return Array.from({ length: count }, (_, n) => new Date(first + n * dayMs).toISOString().slice(0, 10))
}

type Rows = StorageAnalytics['data']

/** What each kind took up on each day, of all rows together. A day without any record is a gap, not nothing. */
export function storageSeries(rows: Rows, days: readonly string[]): Record<StorageKind, (number | null)[]> {
  const sums = new Map<string, Record<StorageKind, number>>()
  for (const row of rows)
    for (const { day, files, snapshot, native } of row.days) {
      const before = sums.get(day) ?? { files: 0, snapshot: 0, native: 0 }
      sums.set(day, {
        files: before.files + files,
        snapshot: before.snapshot + snapshot,
        native: before.native + native,
      })
    }
  const of = (kind: StorageKind) => days.map((day) => sums.get(day)?.[kind] ?? null)
  return { files: of('files'), snapshot: of('snapshot'), native: of('native') }
}

/**
 * The same of one row, all kinds together. `recorded`: days of which there is any record, so that nothing there is nothing. A row is there
 * where backups are on or were taken: without a single byte it is of a provider that lists none of them, or tells no size.
 */
export function bytesByDay(
  row: Rows[number],
  days: readonly string[],
  recorded: ReadonlySet<string>,
): (number | null)[] {
  const found = new Map(row.days.map(({ day, bytes }) => [day, bytes === 0 ? null : bytes]))
  return days.map((day) => {
    const bytes = found.get(day)
    return bytes === undefined && recorded.has(day) ? 0 : (bytes ?? null)
  })
}

/** The first that is known, and what is known of the last day on record. */
export function endsOf(
  values: readonly (number | null)[],
  days: readonly string[],
  recorded: ReadonlySet<string>,
): { first: number | null; last: number | null } {
  const first = values.find((value) => value !== null)
  return { first: first ?? null, last: values[days.findLastIndex((day) => recorded.has(day))] ?? null }
}

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB']

/** In what to count so much: the axis carries the unit once. */
export function bytesUnit(most: number): { unit: number; word: string } {
  const power = most < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(most) / 3))
  return { unit: 1000 ** power, word: units[power] ?? 'B' }
}

/** A round value beside the plot; the top one says of what. */
export function bytesTick(value: number, top: number, { unit, word }: { unit: number; word: string }): string {
  const count = value / unit
  const text = Number.isInteger(count) ? formatCount(count) : new Intl.NumberFormat().format(count)
  return value === top ? `${text}\u00a0${word}` : text
}

/** By how much bytes or recovery points grew since a week before the last day on record; null where one of the two days is not known. */
export function weekGrowth(rows: Rows, to: string, of: 'bytes' | 'points' = 'bytes'): number | null {
  const on = (day: string) => {
    const known = rows.flatMap(({ days }) => days).filter((one) => one.day === day)
    return known.length === 0 ? null : known.reduce((sum, one) => sum + one[of], 0)
  }
  const [before, now] = [on(new Date(Date.parse(to) - 7 * dayMs).toISOString().slice(0, 10)), on(to)]
  return before === null || now === null ? null : now - before
}

/** From when on the dashboard shows storage. */
export function ninetyDaysBefore(now: Date): string {
  return new Date(now.getTime() - 90 * dayMs).toISOString().slice(0, 10)
}
