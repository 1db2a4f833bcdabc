import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useOrganizations } from '../../api/organizations.ts'
import type { Organization } from '../../api/types.ts'
import type { ListState } from '../../api/use-list.ts'
import { NoAccess } from '../../components/NoAccess.tsx'
import { formatCount } from '../../format/format-count.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { DeleteOrganizationDialog } from '../../forms/DeleteOrganizationDialog.tsx'
import { RenameOrganizationDialog } from '../../forms/RenameOrganizationDialog.tsx'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuChoice } from '../../ui/MenuChoice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimeCell } from '../../ui/TimeCell.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import styles from './CustomersPage.module.css'
import { NewCustomerDialog } from './NewCustomerDialog.tsx'

/** Every organization of the installation, for operators. */
export function CustomersPage() {
  const { me } = useViewer()
  if (!me.operator) {
    return (
      <NoAccess page="Customers" title="Not for members">
        The list of customers is the operators'. What concerns your own organization is under Team, API keys and
        Activity.
      </NoAccess>
    )
  }
  return <Customers />
}

function Customers() {
  const go = useGo()
  const query = useAddressQuery()
  const q = query.get('q') ?? ''
  const organizations = useOrganizations(q)
  const newCustomer = (
    <ActionButton
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.6} />}
      onClick={() => go(paths.customers({ q, dialog: 'new' }))}
    >
      New customer…
    </ActionButton>
  )
  const onlyHouse = q === '' && organizations.rows?.length === 1 && organizations.rows[0]?.house
  return (
    <>
      <PageHead title="Customers" facts={q === '' ? factsOf(organizations) : undefined} actions={newCustomer} />
      <Toolbar>
        <SearchField
          label="Search by name"
          value={q}
          onChange={(text) => go(paths.customers({ q: text }), { replace: true })}
        />
      </Toolbar>
      {onlyHouse && (
        <div className={styles.notice}>
          <Notice tone="info" title="No customers yet.">
            The house organization below holds servers that belong to nobody. Make a customer, then invite its owner.
          </Notice>
        </div>
      )}
      <CustomersTable
        organizations={organizations}
        q={q}
        onClear={() => go(paths.customers())}
        newCustomer={newCustomer}
      />
      <NewCustomerDialog
        open={query.get('dialog') === 'new'}
        onClose={() => go(paths.customers({ q }), { replace: true })}
      />
    </>
  )
}

type TableProps = {
  organizations: ListState<Organization>
  q: string
  onClear: () => void
  newCustomer: React.ReactNode
}

function CustomersTable({ organizations, q, onClear, newCustomer }: TableProps) {
  const [renaming, setRenaming] = useState<Organization | null>(null)
  const [deleting, setDeleting] = useState<Organization | null>(null)
  const menu = (organization: Organization) => (
    <RowMenu label={`What can be done with ${organization.name}`}>
      <MenuChoice icon={<IconPencil size={16} stroke={1.6} />} onClick={() => setRenaming(organization)}>
        Rename…
      </MenuChoice>
      <MenuChoice
        danger
        icon={<IconTrash size={16} stroke={1.6} />}
        disabledReason={organization.house ? 'The house organization holds servers of nobody and stays.' : null}
        onClick={() => setDeleting(organization)}
      >
        Delete…
      </MenuChoice>
    </RowMenu>
  )
  const link = (organization: Organization) => (
    <RowLink to={paths.customer(organization.id)}>{organization.name}</RowLink>
  )
  const columns: Column<Organization>[] = [
    {
      key: 'name',
      head: 'Customer',
      cell: (organization) => <TwoLines strong mono first={link(organization)} second={organization.id} />,
    },
    {
      key: 'house',
      head: 'Kind',
      head_hidden: true,
      width: 100,
      cell: (organization) => organization.house && <Tag>house</Tag>,
    },
    {
      key: 'members',
      head: 'Members',
      width: 120,
      align: 'right',
      cell: (organization) => <Members count={organization.member_count} />,
    },
    {
      key: 'created',
      head: 'Created',
      width: 220,
      hide_below: 900,
      cell: (organization) => <TimeCell iso={organization.created_at} />,
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <>
      <DataTable
        label="Customers"
        noun={['organization', 'organizations']}
        rows={organizations.rows}
        rowKey={(organization) => organization.id}
        columns={columns}
        item={(organization) => ({
          title: link(organization),
          status: (
            <>
              {organization.house && <Tag>house</Tag>} {menu(organization)}
            </>
          ),
          facts: formatPlural(organization.member_count, 'member'),
          aside: <Time iso={organization.created_at} as="age" />,
        })}
        to={(organization) => paths.customer(organization.id)}
        empty={
          q === '' ? (
            <EmptyState title="No customers" action={newCustomer}>
              A customer is an organization with members, servers and plans of its own.
            </EmptyState>
          ) : (
            <EmptyState
              title={`No customer matches “${q}”`}
              action={<ActionButton onClick={onClear}>Clear the search</ActionButton>}
            >
              The search looks at any part of the name.
            </EmptyState>
          )
        }
        error={organizations.error}
        onRetry={organizations.onRetry}
        hasMore={organizations.hasMore}
        loadingMore={organizations.loadingMore}
        onMore={organizations.onMore}
      />
      <RenameOrganizationDialog organization={renaming} onClose={() => setRenaming(null)} />
      <DeleteOrganizationDialog organization={deleting} onClose={() => setDeleting(null)} />
    </>
  )
}

function Members({ count }: { count: number }) {
  return count === 0 ? <span className="bs-dim">none yet</span> : <span className="bs-num">{formatCount(count)}</span>
}

function factsOf({ rows, hasMore }: ListState<Organization>) {
  // Counts of half a list would be wrong ones.
  if (!rows || hasMore) return undefined
  const members = rows.reduce((sum, organization) => sum + organization.member_count, 0)
  return `${formatPlural(rows.filter((organization) => !organization.house).length, 'customer')}, ${formatPlural(members, 'membership')}, and the house organization`
}
