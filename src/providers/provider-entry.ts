import type { z } from 'zod'
import type { Capabilities, Provider, ProviderName } from './provider.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { ProviderParts } from './transport.ts'

/** One field of the form that connects an account. */
export type CredentialField = {
  readonly name: string
  readonly label: string
  /** Shown as dots, never shown again. */
  readonly secret: boolean
  /** Where to find it and which rights it needs. */
  readonly help: string
}

export type Credentials = Readonly<Record<string, string>>

/** What it takes to speak with a provider for one account. */
export type ProviderAccess = {
  readonly credentials: Credentials
  /** In place of the provider's own address: a sandbox cloud or a proxy. */
  readonly endpoint: string | null
  /** What the account's add-on numbers mean, as far as it is known (Contabo). Both may grow while the provider is in use. */
  readonly known_addons?: KnownAddons
}

/** Numbers of add-ons that are the provider's own backups, and of those that are something else. */
export type KnownAddons = { readonly backup: ReadonlySet<number>; readonly other: ReadonlySet<number> }

/** A provider as the registry knows it: one per adapter. */
export type ProviderEntry = {
  readonly name: ProviderName
  readonly capabilities: Capabilities
  readonly credential_fields: readonly CredentialField[]
  /** Checks the form's values before anything is sent. */
  readonly credentials: z.ZodType<Credentials>
  readonly default_endpoint: string
  createLimiter(parts: Pick<ProviderParts, 'clock' | 'wait'>): RateLimiter
  /** The provider counts the calls of an address on the network, whosever credentials they carry: all accounts share one limiter. */
  readonly limiter_shared_by_all_accounts?: true
  create(access: ProviderAccess, parts: ProviderParts): Provider
}
