import type { Provider, ProviderName } from './provider.ts'
import type { AccountToOpen, ProviderDescription, Providers } from './providers.ts'

export type ProviderParts = {
  describe(name: ProviderName): ProviderDescription
  create(account: AccountToOpen): Provider
}

/** Keeps one client per account, so that all its calls in this process pass one rate limiter. */
export const createProviders = ({ describe, create }: ProviderParts): Providers => {
  const opened = new Map<string, { version: number; provider: Provider }>()
  return {
    describe,
    create,
    open: (id, version, account) => {
      const known = opened.get(id)
      if (known?.version === version) return known.provider
      const provider = create(account())
      opened.set(id, { version, provider })
      return provider
    },
  }
}
