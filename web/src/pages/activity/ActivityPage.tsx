import { type AuditFilters, useAuditEvents } from '../../api/audit-events.ts'
import { ActivityTable } from '../../components/ActivityTable.tsx'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { membershipOf, useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { ActivityFilters } from './ActivityFilters.tsx'

/** Who did what, when and from where. The shell opens it to operators, owners and managers. */
export function ActivityPage() {
  const membership = membershipOf(useViewer())
  const organization = membership && { id: membership.organization_id, name: membership.organization_name }
  const go = useGo()
  const query = useAddressQuery()
  const wanted: AuditFilters = {
    action: query.get('action') ?? undefined,
    actor_id: query.get('actor_id') ?? undefined,
    target_id: query.get('target_id') ?? undefined,
    organization_id: organization ? undefined : (query.get('organization_id') ?? undefined),
  }
  const events = useAuditEvents(organization ? { ...wanted, organization_id: organization.id } : wanted)
  const filter = (more: AuditFilters) => go(paths.activity({ ...wanted, ...more }))
  const filtered = Object.values(wanted).some(Boolean)
  return (
    <>
      <PageHead
        title="Activity"
        facts={
          organization
            ? `Every change in ${organization.name}, with who made it and from where`
            : 'Every change here, with who made it and from where'
        }
      />
      <ActivityFilters
        filters={wanted}
        events={events.rows}
        choosesOrganization={organization === null}
        onFilter={filter}
        onClear={() => go(paths.activity())}
      />
      <ActivityTable
        events={events}
        withOrganization={organization === null}
        onFilter={filter}
        empty={
          filtered ? (
            <EmptyState
              title="Nothing matches these filters"
              action={<ActionButton onClick={() => go(paths.activity())}>Clear the filters</ActionButton>}
            >
              Either it never happened, or it is about something you may not see.
            </EmptyState>
          ) : (
            <EmptyState title="Nothing happened yet">
              The first change, such as an invitation or a new key, stands here within a second.
            </EmptyState>
          )
        }
      />
    </>
  )
}
