import type { Store, Table } from '../kit/store.ts'

export type LinodeRow = {
  readonly id: number
  readonly label: string
  readonly region: string
  readonly type: string
  readonly image: string | null
  readonly status: string
  readonly created: string
  readonly updated: string
  /** The backup service. */
  readonly enabled: boolean
  /** `Scheduling` until Linode has chosen what nobody else did; null while the service is off. */
  readonly schedule: { readonly day: string; readonly window: string } | null
  /** When Linode chooses what is still open. */
  readonly choose_at_ms: number | null
  /** When the next automatic backup appears. */
  readonly next_backup_ms: number | null
  /** Automatic ones and snapshots, in the order in which they were taken. */
  readonly backup_ids: readonly number[]
  /** The event under way: another job is refused until it ends. */
  readonly busy_with: number | null
}

export type BackupRow = {
  readonly id: number
  readonly linode_id: number
  readonly region: string
  readonly type: 'auto' | 'snapshot'
  readonly label: string | null
  readonly status: 'pending' | 'successful' | 'failed'
  readonly created: string
  readonly finished: string | null
  /** Taken on the weekday of the schedule: preferred for keeping. */
  readonly weekly: boolean
  /** Of the disks that were backed up, MB. */
  readonly disk: number
}

export type EventRow = {
  readonly id: number
  readonly action: string
  readonly linode_id: number
  readonly label: string
  readonly created: string
  /** `notification`: it was over at once. */
  readonly end: 'open' | 'finished' | 'failed' | 'notification'
  readonly started_ms: number
  /** Null: it hangs. */
  readonly ends_ms: number | null
  readonly fails: boolean
  /** Of a snapshot or a restore. */
  readonly backup_id: number | null
}

export type TokenRow = {
  readonly token: string
  /** `*`: all of them. */
  readonly scopes: readonly string[]
}

export type AccountRow = { readonly backups_enabled: boolean; readonly restricted: boolean }

export type Tables = {
  readonly linodes: Table<LinodeRow>
  readonly backups: Table<BackupRow>
  readonly events: Table<EventRow>
  /** Ids of open events, so that nobody goes through all there ever were. */
  readonly open: Table<number>
  readonly tokens: Table<TokenRow>
  account(): AccountRow
  putAccount(row: AccountRow): void
  nextId(kind: 'linode' | 'backup' | 'event'): number
}

const firstIds = { linode: 61_000_000, backup: 310_000_000, event: 900_000_000 } as const

export const tablesOf = (store: Store): Tables => {
  const counters = store.table<number>('counters')
  const accounts = store.table<AccountRow>('account')
  return {
    linodes: store.table('linodes'),
    backups: store.table('backups'),
    events: store.table('events'),
    open: store.table('open'),
    tokens: store.table('tokens'),
    account: () => accounts.get('account') ?? { backups_enabled: false, restricted: false },
    putAccount: (row) => accounts.put('account', row),
    nextId: (kind) => {
      const id = (counters.get(kind) ?? firstIds[kind]) + 1
      counters.put(kind, id)
      return id
    },
  }
}

export const backupsOf = (store: Store, { backup_ids }: LinodeRow): BackupRow[] => {
  const { backups } = tablesOf(store)
  return backup_ids.flatMap((id) => backups.get(id) ?? [])
}

/** Without the given ones, which are gone. */
export const withoutBackups = (store: Store, row: LinodeRow, gone: readonly BackupRow[]): LinodeRow => {
  const ids = gone.map(({ id }) => id)
  for (const id of ids) tablesOf(store).backups.delete(id)
  return { ...row, backup_ids: row.backup_ids.filter((id) => !ids.includes(id)) }
}
