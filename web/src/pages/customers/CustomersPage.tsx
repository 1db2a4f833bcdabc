import { IconPlus } from '@tabler/icons-react'
import { useOrganizations } from '../../api/organizations.ts'
import type { ListedOrganization } from '../../api/types.ts'
import type { ListState } from '../../api/use-list.ts'
import { DemoNotice } from '../../components/DemoNotice.tsx'
import { formatPlural } from '../../format/format-plural.ts'
import { lazyDialog } from '../../lib/lazy-dialog.tsx'
import { searchOf } from '../../lib/search-of.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import styles from './CustomersPage.module.css'
import { CustomersTable } from './CustomersTable.tsx'

const NewCustomerDialog = lazyDialog(
  async () => (await import('./NewCustomerDialog.tsx')).NewCustomerDialog,
  (props) => props.open,
)

/** Every organization of the installation. The shell opens it to operators only. */
export function CustomersPage() {
  const go = useGo()
  const query = useAddressQuery()
  const q = searchOf(query)
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
      <DemoNotice />
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

function factsOf({ rows, hasMore }: ListState<ListedOrganization>) {
  // Counts of half a list would be wrong ones.
  if (!rows || hasMore) return undefined
  const servers = rows.reduce((sum, organization) => sum + organization.server_count, 0)
  return `${formatPlural(rows.filter((organization) => !organization.house).length, 'customer')}, the house organization, ${formatPlural(servers, 'server')} in all`
}
