import { IconPlus } from '@tabler/icons-react'
import { useProviderAccounts } from '../../api/provider-accounts.ts'
import { useProviders } from '../../api/providers.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { AccountsTable } from './AccountsTable.tsx'
import { ConnectAccountDialog } from './lazy-dialogs.ts'
import { PricesSheet } from './PricesSheet.tsx'
import { RatesSheet } from './RatesSheet.tsx'

/** Every set of credentials at a provider. The shell opens it to operators only. */
export function ProviderAccountsPage() {
  const go = useGo()
  const opened = useAddressQuery().get('dialog') === 'connect'
  const accounts = useProviderAccounts()
  const providers = useProviders()
  const connect = (
    <ActionButton
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.6} />}
      disabledReason={providers.error ? 'The list of providers could not be loaded. Load the page again.' : null}
      onClick={() => go(paths.providerAccounts({ dialog: 'connect' }))}
    >
      Connect…
    </ActionButton>
  )
  const rows = accounts.hasMore ? undefined : accounts.rows
  const servers = rows?.reduce((sum, account) => sum + account.server_count, 0)
  return (
    <>
      <PageHead
        title="Provider accounts"
        facts={
          rows && rows.length > 0 && servers !== undefined
            ? `${formatPlural(rows.length, 'account')} with ${formatPlural(servers, 'server')}; each is synced every 15 minutes`
            : undefined
        }
        // Without any, the list itself has the button.
        actions={rows?.length !== 0 && connect}
      />
      <AccountsTable accounts={accounts} providers={providers.data ?? []} connect={connect} />
      <PricesSheet />
      <RatesSheet />
      <ConnectAccountDialog
        open={opened && providers.data !== undefined}
        onClose={() => go(paths.providerAccounts(), { replace: true })}
        providers={providers.data ?? []}
      />
    </>
  )
}
