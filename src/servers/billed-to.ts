import type { LoadedServer } from './load-server.ts'

/** Whom the provider bills for a server; null for a machine that stands at none. */
export const billedTo = ({
  provider_account_id,
  account_organization_id,
}: Pick<LoadedServer, 'provider_account_id' | 'account_organization_id'>): 'operators' | 'organization' | null => {
  if (provider_account_id === null) return null
  return account_organization_id === null ? 'operators' : 'organization'
}
