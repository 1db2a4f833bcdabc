import type { findRepository } from './queries.ts'
import type { Repository } from './schema.ts'

type Row = NonNullable<Awaited<ReturnType<typeof findRepository>>>

/** A row as the API shows it: the password stays inside. */
export const toRepository = (row: Row, now: string): Repository => ({
  id: row.id,
  server_id: row.server_id,
  server_name: row.server_name,
  organization_id: row.organization_id,
  storage_location: {
    id: row.storage_location_id,
    name: row.location_name,
    kind: row.location_kind,
    failure_domain: row.failure_domain,
  },
  initialized_at: row.initialized_at,
  quota_bytes: row.quota_bytes,
  bytes: row.bytes,
  objects: row.objects,
  trash_bytes: row.trash_bytes,
  trash_objects: row.trash_objects,
  damaged_objects: row.damaged_objects,
  in_maintenance_until: row.maintenance_until !== null && row.maintenance_until > now ? row.maintenance_until : null,
  last_checked_at: row.last_checked_at,
  last_check_outcome: row.last_check_outcome,
  last_pruned_at: row.last_pruned_at,
  last_scrubbed_at: row.last_scrubbed_at,
  created_at: row.created_at,
})
