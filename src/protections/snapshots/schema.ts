import type { Provider } from '../../providers/provider.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import type { ServerLease } from '../../servers/take-server-lease.ts'
import type { SnapshotOrder } from './snapshot-queries.ts'

/** What a step of a snapshot works with. */
export type SnapshotWork = { order: SnapshotOrder; server: LoadedServer; provider: Provider; lease: ServerLease }

/** `again`: whether to look again, and how long to wait at least. */
export type StepTaken = { readonly again: false } | { readonly again: true; readonly after_ms: number | null }
