import type { Store, Table } from '../kit/store.ts'

/** As Vultr words it; `type` may be one that its document does not know. */
export type Schedule = {
  readonly type: string
  readonly hour: number
  /** 1 is Sunday. */
  readonly dow: number
  readonly dom: number
}

export type InstanceRow = {
  readonly id: string
  readonly label: string
  readonly region: string
  readonly plan: string
  readonly os_id: number
  readonly snapshot_id: string
  readonly created_at: string
  readonly status: string
  readonly power_status: string
  readonly server_status: string
  /** Told for ten minutes. */
  readonly default_password: string
  readonly backups: boolean
  /** Kept while backups are off. */
  readonly schedule: Schedule
  readonly next_backup_ms: number | null
  /** Oldest first. */
  readonly backup_ids: readonly string[]
  readonly used_bytes: number
}

export type BackupRow = {
  readonly id: string
  readonly instance_id: string
  readonly description: string
  readonly created_at: string
  readonly size: number
}

export type SnapshotRow = {
  readonly id: string
  /** Known here, and shown by no call. */
  readonly instance_id: string
  readonly description: string
  readonly created_at: string
  readonly size: number
  readonly disk_gb: number
  readonly status: 'pending' | 'complete' | 'deleted'
}

/** What ends by itself: an instance becomes ready, or a snapshot complete (`deleted` where it fails). */
export type PendingRow = {
  readonly key: string
  readonly kind: 'instance' | 'snapshot'
  readonly id: string
  readonly at_ms: number
  readonly fails: boolean
}

export type KeyRow = { readonly api_key: string; readonly acls: readonly string[] }

export type Tables = {
  readonly instances: Table<InstanceRow>
  readonly backups: Table<BackupRow>
  readonly snapshots: Table<SnapshotRow>
  readonly pending: Table<PendingRow>
  readonly keys: Table<KeyRow>
}

export const tablesOf = (store: Store): Tables => ({
  instances: store.table('instances'),
  backups: store.table('backups'),
  snapshots: store.table('snapshots'),
  pending: store.table('pending'),
  keys: store.table('keys'),
})
