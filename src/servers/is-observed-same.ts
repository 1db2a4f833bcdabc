import type { ObservedColumns } from './observed-columns.ts'

/** A row's own values of those columns. */
export type ObservedRow = Omit<ObservedColumns, 'native_schedule'> & { native_schedule: unknown }

/** Whether a provider shows a server just as the row says. */
export const isObservedSame = (row: ObservedRow, columns: ObservedColumns): boolean => {
  const { native_schedule, addon_ids, point_refs, ...plain } = columns
  return (
    (Object.keys(plain) as (keyof typeof plain)[]).every((name) => row[name] === plain[name]) &&
    String(row.addon_ids) === String(addon_ids) &&
    String(row.point_refs) === String(point_refs) &&
    sortedJson(row.native_schedule) === sortedJson(native_schedule === null ? null : JSON.parse(native_schedule))
  )
}

/** Postgres keeps the keys of JSON in an order of its own. */
const sortedJson = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(Object.entries(value).sort()) : 'null'
