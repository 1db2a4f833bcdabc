import { useAuditEvents } from '../../api/audit-events.ts'
import type { Organization } from '../../api/types.ts'
import { ActivityTable } from '../../components/ActivityTable.tsx'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useGo } from '../../shell/use-go.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'

const shown = 8

/** The last events of an organization, and the way to all of them. */
export function RecentActivity({ organization }: { organization: Organization }) {
  const go = useGo()
  const events = useAuditEvents({ organization_id: organization.id })
  const few = { ...events, rows: events.rows?.slice(0, shown), hasMore: false }
  return (
    <Panel
      title="Recent activity"
      flush
      action={<AppLink to={paths.activity({ organization_id: organization.id })}>All activity</AppLink>}
    >
      <ActivityTable
        bare
        events={few}
        onFilter={(filters) => go(paths.activity({ ...filters, organization_id: organization.id }))}
        empty={
          <EmptyState title="Nothing happened yet">
            Invitations, role changes and keys of {organization.name} stand here.
          </EmptyState>
        }
      />
    </Panel>
  )
}
