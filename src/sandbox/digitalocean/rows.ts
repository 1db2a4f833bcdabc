import type { Store, Table } from '../kit/store.ts'

/** As DigitalOcean words it; `plan` may be one that the API's document does not know. */
export type Policy = { readonly plan: string; readonly weekday?: string | null; readonly hour: number }

export type DropletRow = {
  readonly id: number
  readonly name: string
  readonly status: string
  readonly size_slug: string
  readonly region: string
  readonly image_slug: string
  readonly created_at: string
  /** Null: backups are off. */
  readonly policy: Policy | null
  /** The next automatic backup: its window, and when in it the backup appears. */
  readonly next_backup: { readonly start_ms: number; readonly at_ms: number } | null
  /** The action under way. */
  readonly locked_by: number | null
  readonly backup_ids: readonly number[]
  readonly snapshot_ids: readonly number[]
  readonly used_gigabytes: number
}

export type ImageRow = {
  readonly id: number
  readonly name: string
  readonly type: 'backup' | 'snapshot'
  readonly droplet_id: number
  readonly region: string
  readonly created_at: string
  readonly expires_ms: number | null
  readonly size_gigabytes: number
  readonly min_disk_size: number
}

export type ActionRow = {
  readonly id: number
  readonly status: 'in-progress' | 'completed' | 'errored'
  readonly type: string
  readonly started_at: string
  readonly completed_at: string | null
  readonly resource_id: number
  readonly resource_type: 'droplet' | 'image'
  readonly region: string
  /** Null: it hangs. */
  readonly ends_ms: number | null
  readonly fails: boolean
  /** What it does when it ends. */
  readonly input: ActionInput
}

export type ActionInput = {
  readonly policy?: Policy
  readonly image_id?: number
  readonly name?: string
}

export type TokenRow = {
  readonly token: string
  /** `*`: all of them. */
  readonly scopes: readonly string[]
}

export type Tables = {
  readonly droplets: Table<DropletRow>
  readonly images: Table<ImageRow>
  readonly actions: Table<ActionRow>
  /** Ids of actions in progress, so that nobody goes through all there ever were. */
  readonly running: Table<number>
  readonly tokens: Table<TokenRow>
  nextId(kind: 'droplet' | 'image' | 'action'): number
}

const firstIds = { droplet: 400_000_000, image: 150_000_000, action: 2_000_000_000 } as const

export const tablesOf = (store: Store): Tables => {
  const counters = store.table<number>('counters')
  return {
    droplets: store.table('droplets'),
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
