import { type ReactNode, useState } from 'react'
import type { ProviderAccount } from '../../api/provider-account-types.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { ListState } from '../../api/use-list.ts'
import { OrganizationName } from '../../components/OrganizationName.tsx'
import { formatCount } from '../../format/format-count.ts'
import { paths } from '../../paths.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { states } from '../../ui/marks/states.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimeCell } from '../../ui/TimeCell.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { AccountMenuActs } from './AccountMenuActs.tsx'
import { ChangeAccountDialog, RemoveAccountDialog } from './lazy-dialogs.ts'
import { RateLimit } from './RateLimit.tsx'
import { useAccountActs } from './use-account-acts.ts'

type Props = { accounts: ListState<ProviderAccount>; providers: readonly ProviderSummary[]; connect: ReactNode }

/** The accounts, each with how it stands and what can be done about it. */
export function AccountsTable({ accounts, providers, connect }: Props) {
  const [changing, setChanging] = useState<ProviderAccount | null>(null)
  const [removing, setRemoving] = useState<ProviderAccount | null>(null)
  const acts = useAccountActs()
  const providerOf = (account: ProviderAccount | null) => providers.find((one) => one.name === account?.provider)
  const labelOf = (account: ProviderAccount | null) => providerOf(account)?.label ?? account?.provider ?? ''
  const menu = (account: ProviderAccount) => (
    <RowMenu label={`What can be done with ${account.label}`}>
      <AccountMenuActs
        withSync
        account={account}
        acts={acts}
        onChange={() => setChanging(account)}
        onRemove={() => setRemoving(account)}
      />
    </RowMenu>
  )
  const link = (account: ProviderAccount) => <RowLink to={paths.providerAccount(account.id)}>{account.label}</RowLink>
  const columns: Column<ProviderAccount>[] = [
    {
      key: 'label',
      head: 'Account',
      cell: (account) => <TwoLines strong first={link(account)} second={account.account_name ?? 'name not told'} />,
    },
    {
      key: 'provider',
      head: 'Provider',
      width: 140,
      cell: (account) => (
        <TwoLines
          first={labelOf(account)}
          second={
            account.endpoint ? 'at an address of yours' : account.organization_id ? 'a customer’s own' : 'operators’'
          }
        />
      ),
    },
    {
      key: 'owner',
      head: 'Belongs to',
      width: 160,
      hide_below: 1300,
      cell: (account) => <Owner account={account} />,
    },
    { key: 'status', head: 'Status', width: 120, cell: (account) => <AccountStatus account={account} /> },
    {
      key: 'servers',
      head: 'Servers',
      width: 130,
      align: 'right',
      hide_below: 900,
      cell: (account) => (
        <TwoLines
          first={<span className="bs-num">{formatCount(account.server_count)}</span>}
          second={`${formatCount(account.protected_count)} with backups`}
        />
      ),
    },
    {
      key: 'sync',
      head: 'Last sync',
      width: 120,
      cell: (account) => <TimeCell iso={account.last_synced_at} />,
    },
    {
      key: 'limit',
      head: 'Calls left',
      width: 140,
      align: 'right',
      hide_below: 1100,
      cell: (account) => <RateLimit told={account.rate_limit} synced={account.last_synced_at !== null} />,
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <>
      <DataTable
        label="Provider accounts"
        noun={['account', 'accounts']}
        rows={accounts.rows}
        rowKey={(account) => account.id}
        columns={columns}
        item={(account) => ({
          title: link(account),
          status: (
            <>
              <AccountStatus account={account} />
              {menu(account)}
            </>
          ),
          facts: `${labelOf(account)}, ${formatCount(account.server_count)} servers`,
          aside: account.last_synced_at ? <Time iso={account.last_synced_at} as="age" /> : 'never synced',
        })}
        to={(account) => paths.providerAccount(account.id)}
        empty={
          <EmptyState strip title="No provider accounts" action={connect}>
            Connect one with an API token of yours, and its servers are found within a minute. Nothing changes there.
          </EmptyState>
        }
        error={accounts.error}
        onRetry={accounts.onRetry}
        hasMore={accounts.hasMore}
        loadingMore={accounts.loadingMore}
        onMore={accounts.onMore}
      />
      <ChangeAccountDialog account={changing} provider={providerOf(changing)} onClose={() => setChanging(null)} />
      <RemoveAccountDialog account={removing} providerLabel={labelOf(removing)} onClose={() => setRemoving(null)} />
    </>
  )
}

function AccountStatus({ account }: { account: ProviderAccount }) {
  return (
    <span title={account.status_reason ?? undefined}>
      <StateBadge look={states.provider_account[account.status]} />
    </span>
  )
}

function Owner({ account }: { account: ProviderAccount }) {
  if (account.organization_id === null) return <span className="bs-second">operators</span>
  return <OrganizationName id={account.organization_id} />
}
