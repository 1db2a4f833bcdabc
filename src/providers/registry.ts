import { contaboEntry } from './contabo/contabo-entry.ts'
import type { Provider, ProviderName } from './provider.ts'
import type { ProviderAccess, ProviderEntry } from './provider-entry.ts'
import type { ProviderParts } from './transport.ts'

/** Every provider that Backstay speaks to. A new adapter is one more line here. */
const entries: Partial<Record<ProviderName, ProviderEntry>> = { contabo: contaboEntry }

/** Label, credential fields for the form, capabilities. */
export const describeProvider = (name: ProviderName): ProviderEntry => {
  const entry = entries[name]
  if (entry === undefined) throw new Error(`no adapter for ${name}`)
  return entry
}

/** The provider for one account, wrapped by retry, rate limit, logging and metrics. */
export const createProvider = (account: ProviderAccess & { provider: ProviderName }, parts: ProviderParts): Provider =>
  describeProvider(account.provider).create(account, parts)
