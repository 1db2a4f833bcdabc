import { ApiError } from '../../api/api-error.ts'
import { useOrganization } from '../../api/organizations.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { Customer } from './Customer.tsx'

const above = [{ word: 'Customers', to: paths.customers() }]

/** One organization, for operators only: who is in it, what reaches it, what happened. */
export function CustomerPage({ organizationId }: { organizationId: string }) {
  const organization = useOrganization(organizationId)
  if (organization.data) return <Customer organization={organization.data} />
  const gone =
    organization.error instanceof ApiError && (organization.error.status === 404 || organization.error.status === 400)
  return (
    <>
      <PageHead title="Customer" crumbs={above} />
      <Sheet>
        {gone ? (
          <EmptyState
            title="This customer is not here"
            action={<AppLink to={paths.customers()}>See all customers</AppLink>}
          >
            It was deleted, or the address is not quite right. What happened to it stays in the activity.
          </EmptyState>
        ) : organization.error ? (
          <ErrorState
            title="The customer could not be loaded"
            error={organization.error}
            onRetry={() => void organization.refetch()}
            retrying={organization.isFetching}
          />
        ) : (
          <TableSkeleton label="the customer" rows={4} />
        )}
      </Sheet>
    </>
  )
}
