import type { Capabilities, Provider, ProviderName } from './provider.ts'

/** One set of credentials, as it is opened. */
export type AccountToOpen = {
  readonly id: string
  readonly provider: ProviderName
  /** Replaces the provider's own address. */
  readonly endpoint: string | null
  readonly credentials: Readonly<Record<string, string>>
}

/** One field of a provider's credentials, for the form. */
export type CredentialField = {
  readonly name: string
  readonly label: string
  readonly secret: boolean
  /** Where to find or make it. */
  readonly help: string
}

export type ProviderDescription = {
  readonly label: string
  readonly credential_fields: readonly CredentialField[]
  readonly capabilities: Capabilities
}

/** The clouds that this process can speak to; part of its services, so that a test brings its own. */
export type Providers = {
  describe(name: ProviderName): ProviderDescription
  /** A client of its own, which nothing else shares: for credentials that are only being tried. */
  create(account: AccountToOpen): Provider
  /**
   * The account's one client in this process, with its one rate limiter. Made anew when `version` is another than last time;
   * `account` is asked only then.
   */
  open(id: string, version: number, account: () => AccountToOpen): Provider
  /** Tells all clients of a provider what its add-on numbers mean (Contabo); those that are open learn it, too. */
  learn(
    name: ProviderName,
    addons: readonly { readonly addon_id: number; readonly meaning: 'backup' | 'other' }[],
  ): void
}
