import type { Services } from '../context.ts'
import type { Provider } from '../providers/provider.ts'

/** How an account stands after a check, as it goes into its row. Throws ProviderError. */
export const checkCredentials = async (services: Services, provider: Provider) => {
  const { account, scopes } = await provider.checkCredentials()
  const lacking = scopes.filter(({ granted }) => granted === false)
  return {
    status: 'ok' as const,
    status_reason:
      lacking.length === 0
        ? null
        : `These credentials lack ${lacking.map(({ name, needed_for }) => `${name} (needed for ${needed_for})`).join(', ')}. Add that in the provider's panel, then check again.`,
    account_name: account,
    scopes: JSON.stringify(scopes),
    checked_at: services.clock.now(),
  }
}
