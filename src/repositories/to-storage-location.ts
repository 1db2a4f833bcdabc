import type { findShownLocation } from './location-queries.ts'
import { BucketSettings, DiskSettings, type StorageLocation } from './schema.ts'

type Row = NonNullable<Awaited<ReturnType<typeof findShownLocation>>>

/** A row as the API shows it: credentials stay inside. */
export const toStorageLocation = (row: Row): StorageLocation => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  settings: row.kind === 'disk' ? DiskSettings.parse(row.settings) : BucketSettings.parse(row.settings),
  failure_domain: row.failure_domain,
  is_default: row.is_default,
  repository_count: row.repository_count,
  bytes: row.bytes,
  created_at: row.created_at,
  updated_at: row.updated_at,
})
