import type { Random } from '../../lib/random.ts'
import type { ProviderName } from '../../providers/provider.ts'
import type { EffectKind } from './effect.ts'
import type { Fault } from './fault.ts'
import type { SandboxClock } from './sandbox-clock.ts'
import type { Store } from './store.ts'

/** What a cloud's handlers work with. All changes of one request are committed together, before the answer goes out. */
export type World = {
  readonly store: Store
  readonly clock: SandboxClock
  /** From the seed: the same requests in the same order give the same cloud. */
  readonly random: Random
  readonly settings: Settings
  /** Address of this sandbox cloud, for links in answers. */
  readonly url: string
  recordEffect(kind: EffectKind, server_ref: string | null, detail?: string): void
  /** The cloud's `tick` is wanted at this time; it is called at the next request after it. */
  wakeAt(ms: number): void
}

/** Changeable while the cloud runs. */
export type Settings = {
  /** Before each answer. */
  readonly latency_ms: number
  /** Sandbox time that an asynchronous change takes. */
  readonly action_ms: number
  /** Calls an hour; the burst limit follows from it. */
  readonly calls_per_hour: number
  /** Errors quote the request's credentials, as a careless proxy would: for tests of redaction. */
  readonly echo_secrets: boolean
}

export type SandboxRequest = {
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Parsed JSON, or a form's fields; undefined when the body was neither. */
  readonly body: unknown
  /** Faults that only the cloud itself can act out: `empty_list`, `half_list`, `locked`, `action_errors`, `action_hangs`. */
  readonly fault: Fault | null
}

export type Answer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; absent: no body. */
  readonly body?: unknown
}

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Such as `/v2/droplets/:droplet_id`; the first route that fits wins. */
  readonly path: string
  /** The operation's name in the provider's own document. */
  readonly operation: string
  readonly handle: (request: SandboxRequest, world: World) => Answer
}

/** A server as the cloud itself knows it, for tests that ask what really happened. */
export type CloudServer = {
  readonly ref: string
  readonly name: string
  readonly native: 'on' | 'off'
  /** As the provider words it. */
  readonly schedule: unknown
  readonly recovery_points: readonly {
    readonly ref: string
    readonly kind: 'native' | 'snapshot'
    readonly created_at: string
  }[]
}

export type SeedOptions = {
  /** How many servers the account has from the start. */
  readonly servers: number
  /** Secrets and made-up data follow from it. */
  readonly seed: number
}

/** One provider's protocol and behaviour; the kit adds the server, state, time and faults around it. */
export type Cloud = {
  readonly provider: ProviderName
  /** In place of the kit's own, where the provider is known to differ. */
  readonly settings?: Partial<Settings>
  readonly routes: readonly Route[]
  /** Fills an empty state. */
  seed(world: World, options: SeedOptions): void
  /** Lets happen what time brings: actions end, backups appear and expire. */
  tick(world: World): void
  /** Before each route: credentials and limits. An answer refuses the request. */
  guard(request: SandboxRequest, world: World, operation: string): Answer | null
  /** Headers of every answer, such as the rate limit's. */
  headers(request: SandboxRequest, world: World): Readonly<Record<string, string>>
  /** The provider's own form of a refusal. */
  refuse(kind: 'rate_limited' | 'server_error' | 'unauthorized' | 'not_found', said?: string): Answer
  /** What the form that connects the account wants. */
  credentials(world: World): Readonly<Record<string, string>>
  servers(world: World): readonly CloudServer[]
  /** What a person does in the provider's panel, by name. */
  readonly panel: Readonly<Record<string, (input: PanelInput, world: World) => unknown>>
}

export type PanelInput = Readonly<Record<string, unknown>>
