import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'

/** Where a person looks at a server in its provider's own panel. */
export function panelOf(provider: ProviderSummary, server: Pick<Server, 'provider_ref'>): string {
  return provider.panel_url.replace('{ref}', encodeURIComponent(server.provider_ref ?? ''))
}
