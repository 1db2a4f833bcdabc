import { useProviderAccounts, useSyncProviderAccount } from '../../api/provider-accounts.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'

/** Looks at every connected account now instead of at its next turn. */
export function useSyncAll() {
  const accounts = useProviderAccounts()
  const sync = useSyncProviderAccount()
  const rows = accounts.rows ?? []
  const act = async () => {
    try {
      await Promise.all(rows.map((account) => sync.mutateAsync(account.id)))
      showToast({
        title: 'Syncing.',
        message: `${formatPlural(rows.length, 'account')}; the list changes as it goes on.`,
      })
    } catch (error) {
      showErrorToast('Not every account is being synced.', error)
    }
  }
  return {
    busy: sync.isPending,
    whyNot: accounts.rows && rows.length === 0 ? 'No provider account is connected yet.' : null,
    act: () => void act(),
  }
}
