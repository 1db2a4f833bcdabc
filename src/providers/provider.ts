import type { Money, UnitPrice } from '../lib/money.ts'

/** Clouds that Backstay speaks to. Each has one folder here and one under `sandbox/`. */
export const providerNames = ['digitalocean', 'contabo', 'hetzner', 'linode', 'vultr'] as const
export type ProviderName = (typeof providerNames)[number]

/** How a provider's own scheduled backups run. Where a field cannot be chosen it is absent. */
export type NativeSchedule = {
  readonly every: 'day' | 'week'
  /** For `week`. */
  readonly weekday?: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday'
  /** Start of the window, hour of the day in UTC. */
  readonly hour?: number
}

/** What a provider can do, as data: code and screens ask this, never the provider's name. Evidence: each adapter's folder. */
export type Capabilities = {
  /** Such as `DigitalOcean`. */
  readonly label: string
  readonly native: NativeCapability | null
  readonly snapshot: SnapshotCapability | null
  readonly can_create_servers: boolean
  /** `listAllRecoveryPoints` reads those of the whole account at once; else they are read server by server. */
  readonly lists_all_recovery_points: boolean
  /** What `followAction` can tell about work under way. */
  readonly progress: 'exact' | 'state' | 'none'
  /** Page in the provider's panel about one server, `{ref}` standing for its id. */
  readonly panel_url: string
}

export type NativeCapability = {
  /** False: it can be switched off in the provider's panel only. */
  readonly can_disable: boolean
  /** Switching off takes recovery points away, or is to be treated so until proven otherwise (DESIGN rule 4). */
  readonly disable_destroys: boolean
  /** Switching on buys an add-on: it must never be sent twice, and reading is the only way to learn whether it happened. */
  readonly enabling_is_a_purchase: boolean
  /** Whether it is sold for servers of this size; null when nobody knows. Absent: for all. */
  readonly available_for?: (size: string | null) => boolean | null
  /** Empty when the provider chooses the time itself. */
  readonly schedules: readonly NativeSchedule['every'][]
  /** Hours of the day (UTC) at which the window can begin; empty when it cannot be chosen. */
  readonly hours: readonly number[]
  /** Days that recovery points stay: by schedule, or one number where there is no choice. */
  readonly retention_days: { readonly day: number; readonly week: number } | number
  /** How old the oldest always is, where not each is kept as long: `retention_days` is then the most. Absent: as these. */
  readonly sure_days?: number
  /** Never more than so many at a time, however young: the provider drops older ones. Absent: as many as the days bring. */
  readonly most_points?: number
  /** True: the listing of servers leaves schedules out (its `schedule` is null), and only `getServer` tells them. */
  readonly schedule_by_server?: boolean
  readonly can_list: boolean
  readonly can_restore_in_place: boolean
  readonly can_restore_to_new: boolean
  /** False: none of them can be kept as a snapshot. Absent: as `can_list`. */
  readonly can_convert?: boolean
}

export type SnapshotCapability = {
  /** How many one server can have; null: no limit but the price. By size where the provider sells it so. */
  readonly slots: number | null | ((size: string | null) => number | null)
  /** The provider deletes them after so many days; null: never. */
  readonly life_days: number | null
  /** They lie beside the server's own disk, and are lost with it. Absent: that is not known of them. */
  readonly same_disk?: boolean
  readonly name_length: number
  readonly can_restore_in_place: boolean
  readonly can_restore_to_new: boolean
  /** Where all slots are full a new one drops the oldest by itself; else the provider refuses it. */
  readonly replaces_oldest: boolean
  /** False: no call deletes one (Linode). Absent: it can be deleted. */
  readonly can_delete?: boolean
  /** Only while the provider's own backups are on (Linode). */
  readonly needs_native: boolean
  /** Going back to one that is not the newest deletes all newer ones. */
  readonly rollback_deletes_newer: boolean
  readonly billed: 'per_gb' | 'included'
}

/** A server as the provider shows it now. */
export type ProviderServer = {
  /** The provider's own id. */
  readonly ref: string
  readonly name: string
  readonly region: string | null
  readonly size: string | null
  readonly status: 'running' | 'stopped' | 'provisioning' | 'error' | 'unknown'
  /** The provider's own word for the status, shown where ours says less. */
  readonly provider_status: string
  /** A change is under way there, and another one would be refused. */
  readonly locked: boolean
  readonly native: NativeState
  /** Ids of recovery points where the listing tells them (DigitalOcean `backup_ids`, `snapshot_ids`); null where it does not. */
  readonly recovery_point_refs: readonly string[] | null
  /** When the newest native backup was taken, where the listing tells (Linode `last_successful`); null where it does not. */
  readonly newest_native_at: string | null
  readonly price_per_month: Money | null
  /** As large as an image of it can be; null where the listing does not tell, or where disks are apart from servers. */
  readonly disk_bytes: number | null
  /** Add-ons by the provider's number (Contabo); null elsewhere. */
  readonly addon_ids: readonly number[] | null
  readonly created_at: string | null
  /** Its public IPv4 address; null while it has none. */
  readonly address: string | null
}

export type NativeState = {
  /** `unknown`: the reply does not tell, for lack of a scope or because nobody knows yet which add-on it would be. */
  readonly state: 'on' | 'off' | 'unknown'
  readonly schedule: NativeSchedule | null
  /** Set up in a way this API cannot express: shown as "managed in the provider's panel". */
  readonly managed_in_panel: boolean
  /** ISO; null when unknown. */
  readonly next_at: string | null
}

/**
 * `complete` is true only when every page came and the provider's own total agrees (DESIGN rule 9). An empty listing is never
 * complete: nobody can tell an account without servers from a provider that fails with confidence.
 */
export type ServerListing = {
  readonly servers: readonly ProviderServer[]
  readonly complete: boolean
  /** Why it is not complete, for people. */
  readonly problem: string | null
  readonly calls: number
}

export type ProviderRecoveryPoint = {
  readonly ref: string
  /** `converted`: a native backup that became a snapshot. */
  readonly kind: 'native' | 'snapshot'
  readonly name: string
  readonly created_at: string
  readonly size_bytes: number | null
  /** When the provider deletes it; null: it does not, or does not tell. */
  readonly expires_at: string | null
}

/**
 * A reading of many servers, one after another: what a provider lists of its whole account only is asked for once in it, so that nothing in it
 * is older than `began_at`.
 */
export type Reading = { readonly began_at: string }

/**
 * Recovery points of a whole account. `complete` is true only when every page came and the provider's own total agrees: then what
 * is not in it is gone.
 */
export type RecoveryPointListing = {
  readonly points: readonly (ProviderRecoveryPoint & { readonly server_ref: string })[]
  readonly complete: boolean
  /** Why it is not complete, for people. */
  readonly problem: string | null
  readonly calls: number
}

/** Servers whose images were changed, each with when that was last (ISO). `complete`: there are no others, as far as the log knows. */
export type ChangedServers = {
  readonly changed: ReadonlyMap<string, string>
  readonly complete: boolean
  readonly calls: number
}

/** What the provider asks for backups, as far as its API or its documents tell. */
export type ProviderPrices = {
  /** Of a size a month, by the size's own name. */
  readonly servers: Readonly<Record<string, Money>>
  /** Native backups a month: a share of the server's price, by schedule where that matters; null where it is not a share. */
  readonly native_percent: { readonly day: number; readonly week: number } | null
  /** Native backups a month by size, where they are priced so; null elsewhere. */
  readonly native: Readonly<Record<string, Money>> | null
  /** A GB (10^9 bytes) of snapshots a month; null where they cost nothing more. */
  readonly snapshot_gb_month: UnitPrice | null
}

/** How many calls a provider takes in its period, how many of them are left, and when (ISO) it gives them back. */
export type RateLimitTold = {
  readonly limit: number
  readonly remaining: number
  readonly resets_at: string | null
}

export type CredentialCheck = {
  /** Whose account it is, as far as the provider tells: shown so that nobody connects the wrong one. */
  readonly account: string | null
  /** Each thing we need, whether these credentials may do it, and what is lost without. */
  readonly scopes: readonly { readonly name: string; readonly granted: boolean | null; readonly needed_for: string }[]
}

export type NewServer = {
  readonly name: string
  readonly region: string
  readonly size: string
  readonly image: string
}

/** What a new server made of one recovery point can be. */
export type NewServerChoices = {
  /** Where the image is, or can be used from. */
  readonly regions: readonly string[]
  /** The smallest disk that holds it, in GB (10^9 or 2^30, as the provider counts its disks); null when nothing tells. */
  readonly min_disk_gb: number | null
  readonly sizes: readonly NewServerSize[]
}

export type NewServerSize = {
  readonly name: string
  readonly disk_gb: number
  /** Where it is sold; null when nothing tells. */
  readonly regions: readonly string[] | null
  /** In its dearest region; null when nobody knows. */
  readonly price_per_month: Money | null
}

/** The provider's own asynchronous operation, as text that `followAction` understands; kept in the run. */
export type ActionRef = string

/** What a change left behind: an action to follow, or null when only reading again tells. */
export type Started = {
  readonly action: ActionRef | null
  /** A new password of root, which the provider tells once (Hetzner). Shown once to who asked for the change; never stored, never logged. */
  readonly root_password?: string
}

export type ActionState =
  | { readonly state: 'running'; readonly percent: number | null }
  | { readonly state: 'succeeded' }
  | { readonly state: 'failed'; readonly reason: string }

/**
 * One set of credentials at one provider. Every method throws ProviderError and nothing else. Changes are sent once: repeating
 * one after an unknown end is the caller's decision, after reading. Methods that the capabilities rule out throw `unsupported`.
 */
export type Provider = {
  readonly name: ProviderName
  readonly capabilities: Capabilities
  /** What the last replies in this process told about the limit on calls; null while they told nothing. Asks nobody. */
  rateLimit(): RateLimitTold | null
  /** Throws `unauthorized` when the provider refuses the credentials. */
  checkCredentials(): Promise<CredentialCheck>
  /** Never throws for a page that fails after the first: the listing is then not complete. */
  listServers(): Promise<ServerListing>
  /** Throws `not_found` when the provider says the server is gone. */
  getServer(ref: string): Promise<ProviderServer>
  /** Backups off (S3, S7). */
  createServer(input: NewServer): Promise<Started & { readonly ref: string }>
  enableNative(ref: string, schedule: NativeSchedule | null): Promise<Started>
  changeNativeSchedule(ref: string, schedule: NativeSchedule): Promise<Started>
  disableNative(ref: string): Promise<Started>
  /** All of one server, newest first. Within a reading, lists that are of the whole account are shared. */
  listRecoveryPoints(ref: string, reading?: Reading): Promise<readonly ProviderRecoveryPoint[]>
  /**
   * Those of all servers of the account in few calls; `servers` is the newest listing, for providers whose points do not say whose
   * they are. Never throws for a page that fails after the first.
   */
  listAllRecoveryPoints(
    servers: readonly Pick<ProviderServer, 'ref' | 'recovery_point_refs'>[],
  ): Promise<RecoveryPointListing>
  /** Only where the provider keeps a log of changes to images that is read in few calls (Contabo): by id, those since then. */
  listChangedServers?(since: string): Promise<ChangedServers>
  /** Throws `unsupported` where the provider has no list of prices. */
  listPrices(): Promise<ProviderPrices>
  createSnapshot(ref: string, name: string): Promise<Started>
  deleteSnapshot(ref: string, snapshot_ref: string): Promise<void>
  /** Keeps a native backup beyond its retention, as a snapshot. */
  convertToSnapshot(recovery_point_ref: string): Promise<Started>
  restoreInPlace(ref: string, point: Pick<ProviderRecoveryPoint, 'ref' | 'kind'>): Promise<Started>
  /** Regions and sizes for a new server made of this point of the server; the sizes too small for it among them. */
  newServerChoices(ref: string, point: Pick<ProviderRecoveryPoint, 'ref' | 'kind'>): Promise<NewServerChoices>
  restoreToNew(point_ref: string, input: Omit<NewServer, 'image'>): Promise<Started & { readonly ref: string }>
  /**
   * Deletes a throw-away server that we made: what is there under this id must carry this very name, and the name our prefix
   * (DESIGN rule 11). Throws `not_found` when it is gone already.
   */
  deleteThrowaway(ref: string, name: string): Promise<void>
  followAction(action: ActionRef): Promise<ActionState>
}
