import type { Services } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import type { Provider } from '../providers/provider.ts'
import { findAccountToOpen, type ProviderAccountRow } from './queries.ts'
import { Credentials, ProviderName } from './schema.ts'

/**
 * The client of a provider account: one in each process, with the account's rate limit. For verbs that found the account, or a
 * server of it, within the caller's scope. Its methods throw ProviderError.
 */
export const openProvider = async (services: Services, input: { provider_account_id: string }): Promise<Provider> => {
  const account = await findAccountToOpen(services.db, input.provider_account_id)
  if (account === undefined) throw notFound()
  const name = ProviderName.parse(account.provider)
  services.providers.learn(name, account.known_addons)
  return services.providers.open(account.id, account.credentials_version, () => ({
    provider: name,
    endpoint: account.endpoint,
    credentials: unseal(services, account),
  }))
}

const unseal = ({ secrets }: Services, account: ProviderAccountRow) =>
  Credentials.parse(JSON.parse(secrets.open('provider_credentials', account.id, account.sealed_credentials)))
