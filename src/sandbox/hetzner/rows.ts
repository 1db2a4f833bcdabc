import type { Store, Table } from '../kit/store.ts'

export type ServerRow = {
  readonly id: number
  readonly name: string
  readonly status: string
  /** By its name. */
  readonly server_type: string
  readonly location: string
  readonly image_name: string
  readonly created_at: string
  /** Null: backups are off. */
  readonly backup_window: string | null
  readonly next_backup_ms: number | null
  /** The action under way. */
  readonly locked_by: number | null
  /** Oldest first; there are seven slots. */
  readonly backup_ids: readonly number[]
  readonly used_gigabytes: number
  /** Against being deleted and rebuilt. */
  readonly is_protected: boolean
}

export type ImageRow = {
  readonly id: number
  readonly type: 'backup' | 'snapshot'
  readonly status: 'creating' | 'available' | 'unavailable'
  readonly description: string
  readonly created_at: string
  readonly server_id: number
  /** As it was then. */
  readonly server_name: string
  readonly image_size: number
  readonly disk_size: number
  /** Against being deleted. */
  readonly is_protected: boolean
}

export type ActionRow = {
  readonly id: number
  readonly command: string
  readonly status: 'running' | 'success' | 'error'
  readonly started_ms: number
  readonly finished_at: string | null
  /** Null: it hangs. */
  readonly ends_ms: number | null
  readonly fails: boolean
  readonly server_id: number
  /** What it makes, or makes the server from. */
  readonly image_id: number | null
}

export type TokenRow = { readonly token: string; readonly is_readonly: boolean }

export type Tables = {
  readonly servers: Table<ServerRow>
  readonly images: Table<ImageRow>
  readonly actions: Table<ActionRow>
  /** Ids of running actions, so that nobody goes through all there ever were. */
  readonly running: Table<number>
  readonly tokens: Table<TokenRow>
  nextId(kind: 'server' | 'image' | 'action'): number
}

const firstIds = { server: 42_000_000, image: 230_000_000, action: 1_500_000_000_000 } as const

export const tablesOf = (store: Store): Tables => {
  const counters = store.table<number>('counters')
  return {
    servers: store.table('servers'),
    images: store.table('images'),
    actions: store.table('actions'),
    running: store.table('running'),
    tokens: store.table('tokens'),
    nextId: (kind) => {
      const id = (counters.get(kind) ?? firstIds[kind]) + 1
      counters.put(kind, id)
      return id
    },
  }
}
