import { IconPencil, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ListedOrganization, Organization } from '../../api/types.ts'
import type { ListState } from '../../api/use-list.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatPart } from '../../format/format-part.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { DeleteOrganizationDialog, RenameOrganizationDialog } from '../../forms/lazy-dialogs.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimeCell } from '../../ui/TimeCell.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import styles from './CustomersPage.module.css'

type Props = {
  organizations: ListState<ListedOrganization>
  q: string
  onClear: () => void
  newCustomer: ReactNode
}

/** The organizations found, with what can be done about each. */
export function CustomersTable({ organizations, q, onClear, newCustomer }: Props) {
  const [renaming, setRenaming] = useState<Organization | null>(null)
  const [deleting, setDeleting] = useState<Organization | null>(null)
  const menu = (organization: Organization) => (
    <RowMenu label={`What can be done with ${organization.name}`}>
      <MenuAct icon={<IconPencil size={16} stroke={1.6} />} onClick={() => setRenaming(organization)}>
        Rename…
      </MenuAct>
      <MenuAct
        danger
        icon={<IconTrash size={16} stroke={1.6} />}
        disabledReason={organization.house ? 'The house organization holds servers of nobody and stays.' : null}
        onClick={() => setDeleting(organization)}
      >
        Delete…
      </MenuAct>
    </RowMenu>
  )
  const link = (organization: Organization) => (
    <span className={styles.name}>
      <RowLink to={paths.customer(organization.id)}>{organization.name}</RowLink>
      {organization.house && <Tag>house</Tag>}
    </span>
  )
  const columns: Column<ListedOrganization>[] = [
    {
      key: 'name',
      head: 'Customer',
      cell: (organization) => <TwoLines strong mono first={link(organization)} second={organization.id} />,
    },
    {
      key: 'servers',
      head: 'Servers',
      width: 150,
      align: 'right',
      cell: (organization) => <Servers of={organization} />,
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
          status: menu(organization),
          facts: `${serverWords(organization)}, ${organization.member_count === 0 ? 'no members yet' : formatPlural(organization.member_count, 'member')}`,
          aside: <Time iso={organization.created_at} as="age" />,
        })}
        to={(organization) => paths.customer(organization.id)}
        empty={
          q === '' ? (
            <EmptyState title="No customers" action={newCustomer}>
              A customer is an organization with members, servers and subscriptions of its own.
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

function Servers({ of }: { of: ListedOrganization }) {
  if (of.server_count === 0) return <span className="bs-dim">none yet</span>
  return (
    <TwoLines
      first={<span className="bs-num">{formatPart(of.protected_count, of.server_count)}</span>}
      second={of.missed_count > 0 ? <span className={styles.missed}>{missedWords(of)}</span> : 'with backups'}
    />
  )
}

const missedWords = ({ missed_count }: ListedOrganization) => `${formatCount(missed_count)} without one in time`

const serverWords = (of: ListedOrganization): string =>
  of.server_count === 0
    ? 'no servers yet'
    : `backups on ${formatPart(of.protected_count, of.server_count)}${of.missed_count > 0 ? `, ${missedWords(of)}` : ''}`

function Members({ count }: { count: number }) {
  return count === 0 ? <span className="bs-dim">none yet</span> : <span className="bs-num">{formatCount(count)}</span>
}
