import { contabo } from './contabo/contabo.ts'
import { digitalocean } from './digitalocean/digitalocean.ts'
import { hetzner } from './hetzner/hetzner.ts'
import { linode } from './linode/linode.ts'
import type { Provider, ProviderName } from './provider.ts'
import type { ProviderAccess, ProviderEntry } from './provider-entry.ts'
import { sharedLimiterOf } from './shared-limiter-of.ts'
import type { ProviderParts } from './transport.ts'
import { vultr } from './vultr/vultr.ts'

/** Every provider that Backstay speaks to. A new adapter is one more line here. */
const entries: Readonly<Record<ProviderName, ProviderEntry>> = {
  digitalocean,
  contabo,
  hetzner,
  linode,
  vultr,
}

/** Label, credential fields for the form, capabilities. */
export const describeProvider = (name: ProviderName): ProviderEntry => entries[name]

/** The provider for one account, wrapped by retry, rate limit, logging and metrics. */
export const createProvider = (
  account: ProviderAccess & { provider: ProviderName },
  parts: ProviderParts,
): Provider => {
  const entry = describeProvider(account.provider)
  const limiter = parts.limiter ?? sharedLimiterOf(entry, account.endpoint, parts)
  return entry.create(account, { ...parts, limiter })
}
