import { contabo } from './contabo/contabo.ts'
import { digitalocean } from './digitalocean/digitalocean.ts'
import { hetzner } from './hetzner/hetzner.ts'
import type { Provider, ProviderName } from './provider.ts'
import type { ProviderAccess, ProviderEntry } from './provider-entry.ts'
import type { ProviderParts } from './transport.ts'

/** Every provider that Backstay speaks to. A new adapter is one more line here. */
const entries: Readonly<Record<ProviderName, ProviderEntry>> = {
  digitalocean,
  contabo,
  hetzner,
}

/** Label, credential fields for the form, capabilities. */
export const describeProvider = (name: ProviderName): ProviderEntry => entries[name]

/** The provider for one account, wrapped by retry, rate limit, logging and metrics. */
export const createProvider = (account: ProviderAccess & { provider: ProviderName }, parts: ProviderParts): Provider =>
  describeProvider(account.provider).create(account, parts)
