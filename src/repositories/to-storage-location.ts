import { monthlyMoney } from '../lib/money.ts'
import type { findShownLocation } from './location-queries.ts'
import { priceOf } from './price-of.ts'
import { BucketSettings, DiskSettings, type StorageLocation } from './schema.ts'

type Row = NonNullable<Awaited<ReturnType<typeof findShownLocation>>>

/** A row as the API shows it: credentials stay inside. */
export const toStorageLocation = (row: Row): StorageLocation => {
  const price = priceOf(row)
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    settings: row.kind === 'disk' ? DiskSettings.parse(row.settings) : BucketSettings.parse(row.settings),
    failure_domain: row.failure_domain,
    is_default: row.is_default,
    repository_count: row.repository_count,
    bytes: row.bytes,
    free_bytes: row.free_bytes,
    free_at: row.free_at,
    daily_growth_bytes: row.daily_growth_bytes,
    days_left: daysLeft(row),
    price,
    monthly_cost: price === null ? null : monthlyMoney(row.bytes, price.gb_month),
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

const daysLeft = ({ free_bytes, daily_growth_bytes }: Row): number | null =>
  free_bytes === null || daily_growth_bytes === null || daily_growth_bytes <= 0
    ? null
    : Math.floor(free_bytes / daily_growth_bytes)
