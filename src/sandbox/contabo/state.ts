import type { Store, Table } from '../kit/store.ts'

/** One server as the sandbox Contabo keeps it. */
export type InstanceRow = {
  readonly instance_id: number
  readonly name: string
  readonly display_name: string
  readonly product_id: string
  readonly region: string
  readonly image_id: string
  readonly status: string
  readonly error_message: string | null
  readonly created_at: string
  readonly addons: readonly { readonly id: number; readonly quantity: number }[]
  /** Its auto-backups, newest first: seen in the panel, and by no call of the API. */
  readonly auto_backups: readonly { readonly ref: string; readonly created_at: string }[]
  /** When the next auto-backup runs; null while there is none. */
  readonly next_backup_ms: number | null
  /** Something under way on this server; it ends with this status at that time (null: never). */
  readonly pending: {
    readonly until_ms: number | null
    readonly status: string
    readonly error_message: string | null
  } | null
}

/** An add-on that was ordered and has not appeared yet. */
export type OrderRow = {
  readonly order_id: number
  readonly instance_id: number
  readonly addon_id: number
  /** Null: it never appears. */
  readonly due_ms: number | null
  readonly waits_for_payment: boolean
}

export type SnapshotRow = {
  readonly snapshot_id: string
  readonly instance_id: number
  readonly name: string
  readonly description: string
  readonly created_at: string
  readonly auto_delete_at: string
  /** From when it is listed; null: never. */
  readonly visible_from_ms: number | null
}

export type AuditRow = {
  readonly audit_id: number
  readonly subject: 'instance' | 'action' | 'snapshot'
  readonly action: 'CREATED' | 'UPDATED' | 'DELETED'
  readonly at: string
  readonly request_id: string
  readonly trace_id: string
  readonly instance_id: number
  readonly snapshot_id: string | null
  readonly changes: unknown
}

export type AccountRow = {
  readonly client_id: string
  readonly client_secret: string
  readonly api_user: string
  readonly api_password: string
  readonly user_id: string
  readonly customer_id: string
  readonly tenant_id: string
  /** Operations that the API user's role does not allow. */
  readonly denied: readonly string[]
  /** What an order meets while a payment is open: nothing, 402, or acceptance with the order waiting. */
  readonly payment: 'settled' | 'refuses' | 'waits'
}

export type Tables = {
  readonly accounts: Table<AccountRow>
  readonly tokens: Table<{ readonly token: string; readonly expires_ms: number }>
  readonly instances: Table<InstanceRow>
  readonly orders: Table<OrderRow>
  readonly snapshots: Table<SnapshotRow>
  readonly audits: Table<AuditRow>
  readonly counters: Table<number>
}

export const tablesOf = (store: Store): Tables => ({
  accounts: store.table('contabo.accounts'),
  tokens: store.table('contabo.tokens'),
  instances: store.table('contabo.instances'),
  orders: store.table('contabo.orders'),
  snapshots: store.table('contabo.snapshots'),
  audits: store.table('contabo.audits'),
  counters: store.table('contabo.counters'),
})

export const accountOf = (tables: Tables): AccountRow => {
  const account = tables.accounts.get('main')
  if (account === undefined) throw new Error('the sandbox Contabo has no account: its state was made by something else')
  return account
}

export const firstInstanceId = 202_400_001

/** 1, 2, 3 … by name. */
export const nextNumber = (tables: Tables, name: string, from = 1): number => {
  const number = tables.counters.get(name) ?? from
  tables.counters.put(name, number + 1)
  return number
}
