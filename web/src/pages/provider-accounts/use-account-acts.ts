import type { ProviderAccount } from '../../api/provider-account-types.ts'
import { useCheckProviderAccount, useSyncProviderAccount } from '../../api/provider-accounts.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'

/** Asking the provider again, and looking for its servers now. */
export function useAccountActs() {
  const check = useCheckProviderAccount()
  const sync = useSyncProviderAccount()
  return {
    checking: check.isPending,
    syncing: sync.isPending,
    check: (account: ProviderAccount) =>
      check.mutate(account.id, {
        onSuccess: (checked) =>
          checked.status === 'ok'
            ? showToast({ title: 'Checked.', message: `The credentials of ${checked.label} are good.` })
            : showErrorToast(`${checked.label} is not in order.`, new Error(checked.status_reason ?? undefined)),
        onError: (error) => showErrorToast(`${account.label} could not be checked.`, error),
      }),
    sync: (account: ProviderAccount) =>
      sync.mutate(account.id, { onError: (error) => showErrorToast(`${account.label} is not being synced.`, error) }),
  }
}
