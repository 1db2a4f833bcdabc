import { ApiError } from '../../api/api-error.ts'
import { useProviderAccount } from '../../api/provider-accounts.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { Account } from './Account.tsx'

/** One provider account, for operators: whether it works, what it may do, what was found there. */
export function ProviderAccountPage({ providerAccountId }: { providerAccountId: string }) {
  const account = useProviderAccount(providerAccountId)
  if (account.data) return <Account account={account.data} />
  const gone = account.error instanceof ApiError && (account.error.status === 404 || account.error.status === 400)
  return (
    <>
      <PageHead title="Provider account" crumbs={[{ word: 'Provider accounts', to: paths.providerAccounts() }]} />
      <Sheet>
        {gone ? (
          <EmptyState
            title="This provider account is not here"
            action={<AppLink to={paths.providerAccounts()}>See all provider accounts</AppLink>}
          >
            It was removed, or the address is not quite right. What happened to it stays in the activity.
          </EmptyState>
        ) : account.error ? (
          <ErrorState
            title="The provider account could not be loaded"
            error={account.error}
            onRetry={() => void account.refetch()}
            retrying={account.isFetching}
          />
        ) : (
          <TableSkeleton label="the provider account" rows={4} />
        )}
      </Sheet>
    </>
  )
}
