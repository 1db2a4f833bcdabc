import type { Provider, ProviderName } from './provider.ts'
import type { ProviderAccess, ProviderEntry } from './provider-entry.ts'

/** One set of credentials, as it is opened. */
export type AccountToOpen = ProviderAccess & { readonly provider: ProviderName }

/** What forms and screens ask about a provider. */
export type ProviderDescription = Pick<ProviderEntry, 'capabilities' | 'credential_fields' | 'credentials'>

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
