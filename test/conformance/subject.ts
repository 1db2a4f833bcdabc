import type { NativeSchedule, NewServer, Provider, ProviderName } from '../../src/providers/provider.ts'

/** Methods that change something at the provider. */
export type ChangeName =
  | 'createServer'
  | 'enableNative'
  | 'changeNativeSchedule'
  | 'disableNative'
  | 'createSnapshot'
  | 'deleteSnapshot'
  | 'convertToSnapshot'
  | 'restoreNativeInPlace'
  | 'restoreSnapshotInPlace'
  | 'restoreNativeToNew'
  | 'restoreSnapshotToNew'
  | 'deleteThrowaway'

/** What the suite must know of an adapter and its sandbox cloud beyond the interface. */
export type ConformanceSubject = {
  readonly provider: ProviderName
  /** Name in the provider's document of the one call that makes each change; null where the API has none. */
  readonly operations: Readonly<Record<ChangeName, string | null>>
  readonly list_operation: string
  readonly get_operation: string
  /** Changes that a busy server refuses. */
  readonly lockable: readonly ChangeName[]
  /** Changes that are accepted and whose failure the provider never tells: they look like one that takes for ever. */
  readonly fails_silently?: readonly ChangeName[]
  readonly new_server: NewServer
  /** To enable with, and to change to; null where the provider takes none. */
  readonly schedules: readonly [NativeSchedule, NativeSchedule] | null
  /** The same form as good ones, refused by the provider. */
  readonly bad_credentials: Readonly<Record<string, string>>
  /** More servers than fit on one page. */
  readonly servers_for_two_pages: number
}

export type ProviderMethod = Exclude<keyof Provider, 'name' | 'capabilities'>
