import type { Provider, ProviderName } from './provider.ts'
import type { KnownAddons } from './provider-entry.ts'
import type { AccountToOpen, ProviderDescription, Providers } from './providers.ts'

export type ProvidersOptions = {
  describe(name: ProviderName): ProviderDescription
  create(account: AccountToOpen, known_addons: KnownAddons): Provider
}

/** Keeps one client per account, so that all its calls in this process pass one rate limiter. */
export const createProviders = ({ describe, create }: ProvidersOptions): Providers => {
  const opened = new Map<string, { version: number; provider: Provider }>()
  const known = new Map<ProviderName, { backup: Set<number>; other: Set<number> }>()
  const knownOf = (name: ProviderName) => {
    const addons = known.get(name) ?? { backup: new Set(), other: new Set() }
    known.set(name, addons)
    return addons
  }
  const createKnowing = (account: AccountToOpen) => create(account, knownOf(account.provider))
  return {
    describe,
    create: createKnowing,
    open: (id, version, account) => {
      const known = opened.get(id)
      if (known?.version === version) return known.provider
      const provider = createKnowing(account())
      opened.set(id, { version, provider })
      return provider
    },
    learn: (name, addons) => {
      for (const { addon_id, meaning } of addons) knownOf(name)[meaning].add(addon_id)
    },
  }
}
