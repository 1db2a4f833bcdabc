import { Button } from '@mantine/core'
import type { AuditFilters } from '../../api/audit-events.ts'
import type { AuditEvent } from '../../api/types.ts'
import { OrganizationSelect } from '../../components/OrganizationSelect.tsx'
import { ChosenFilter } from '../../ui/ChosenFilter.tsx'
import filterStyles from '../../ui/Filters.module.css'
import { SearchSelect } from '../../ui/SearchSelect.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { actionChoices } from './action-choices.ts'

type Props = {
  filters: AuditFilters
  events: readonly AuditEvent[] | undefined
  /** Operators choose among all organizations. */
  choosesOrganization: boolean
  onFilter: (filters: AuditFilters) => void
  onClear: () => void
}

/** What narrows the activity. Person and thing are chosen on the events themselves and shown here, to be taken off again. */
export function ActivityFilters({ filters, events, choosesOrganization, onFilter, onClear }: Props) {
  const actor = events?.find((event) => event.actor.id === filters.actor_id)?.actor.name
  const target = events?.find((event) => event.target.id === filters.target_id)?.target.name
  const any = Object.values(filters).some(Boolean)
  return (
    <Toolbar
      end={
        any && (
          <Button variant="quiet" onClick={onClear}>
            Clear the filters
          </Button>
        )
      }
    >
      <SearchSelect
        className={filterStyles.wide}
        aria-label="Kind of event"
        data={actionChoices(filters.action)}
        value={filters.action ?? ''}
        onChange={(action) => onFilter({ action: action || undefined })}
        nothingFoundMessage="No such event."
      />
      {choosesOrganization && (
        <OrganizationSelect
          className={filterStyles.wide}
          aria-label="Customer"
          none="All customers"
          value={filters.organization_id ?? null}
          onChange={(id) => onFilter({ organization_id: id ?? undefined })}
        />
      )}
      {filters.actor_id && (
        <ChosenFilter word={`by ${actor ?? filters.actor_id}`} onOff={() => onFilter({ actor_id: undefined })} />
      )}
      {filters.target_id && (
        <ChosenFilter word={`about ${target ?? filters.target_id}`} onOff={() => onFilter({ target_id: undefined })} />
      )}
    </Toolbar>
  )
}
