import type { Provider } from '../providers/provider.ts'
import type { ServerRow } from '../servers/queries.ts'
import type { ServerLease } from '../servers/take-server-lease.ts'
import type { ProtectionRow } from './queries.ts'

/** What a step works with: the protection and its server as read under the lease, and a way to the provider. */
export type Working = {
  readonly protection: ProtectionRow
  readonly server: ServerRow
  readonly provider: Provider
  readonly lease: ServerLease
}

/** With what the look at the provider showed. */
export type Looked = Working & {
  readonly observed: 'on' | 'off' | 'unknown'
  readonly addon_ids: readonly number[] | null
}

/** How the steps ended for now. */
export type Reconciled = {
  /** Null when the protection is gone. */
  readonly protection: ProtectionRow | null
  /** When to look again; null when nothing is left to do, or only for a person. */
  readonly again_in_seconds: number | null
}
