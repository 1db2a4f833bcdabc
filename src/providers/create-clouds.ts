import { createProviders } from './create-providers.ts'
import type { Providers } from './providers.ts'
import { createProvider, describeProvider } from './registry.ts'
import type { ProviderParts } from './transport.ts'

/** The real providers, each account's calls through one transport. */
export const createClouds = (parts: ProviderParts): Providers =>
  createProviders({
    describe: (name) => {
      const { capabilities, credential_fields } = describeProvider(name)
      return { label: capabilities.label, credential_fields, capabilities }
    },
    create: (account, known_addons) => createProvider({ ...account, known_addons }, parts),
  })
