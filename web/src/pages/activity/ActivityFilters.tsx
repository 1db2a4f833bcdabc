import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { AuditFilters } from '../../api/audit-events.ts'
import type { AuditEvent, Organization } from '../../api/types.ts'
import { SearchSelect } from '../../ui/SearchSelect.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import styles from './ActivityFilters.module.css'
import { actionChoices } from './action-choices.ts'

type Props = {
  filters: AuditFilters
  events: readonly AuditEvent[] | undefined
  /** For operators: the organizations to choose from. */
  organizations?: readonly Organization[]
  onFilter: (filters: AuditFilters) => void
  onClear: () => void
}

/** What narrows the activity. Person and thing are chosen on the events themselves and shown here, to be taken off again. */
export function ActivityFilters({ filters, events, organizations, onFilter, onClear }: Props) {
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
        className={styles.action}
        aria-label="Kind of event"
        data={actionChoices(filters.action)}
        value={filters.action ?? ''}
        onChange={(action) => onFilter({ action: action || undefined })}
        nothingFoundMessage="No such event."
      />
      {organizations && (
        <SearchSelect
          className={styles.organization}
          aria-label="Customer"
          data={[
            { value: '', label: 'All customers' },
            ...organizations.map((one) => ({ value: one.id, label: one.name })),
          ]}
          value={filters.organization_id ?? ''}
          onChange={(id) => onFilter({ organization_id: id || undefined })}
          nothingFoundMessage="No customer has such a name."
        />
      )}
      {filters.actor_id && (
        <Chosen word={`by ${actor ?? filters.actor_id}`} onOff={() => onFilter({ actor_id: undefined })} />
      )}
      {filters.target_id && (
        <Chosen word={`about ${target ?? filters.target_id}`} onOff={() => onFilter({ target_id: undefined })} />
      )}
    </Toolbar>
  )
}

function Chosen({ word, onOff }: { word: string; onOff: () => void }) {
  return (
    <button type="button" className={styles.chosen} onClick={onOff} aria-label={`Take off the filter: ${word}`}>
      {word}
      <IconX size={14} stroke={1.6} aria-hidden="true" />
    </button>
  )
}
