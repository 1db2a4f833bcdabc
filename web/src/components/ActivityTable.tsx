import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { AuditFilters } from '../api/audit-events.ts'
import type { AuditEvent } from '../api/types.ts'
import type { ListState } from '../api/use-list.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { Time } from '../ui/Time.tsx'
import { Told } from '../ui/Told.tsx'
import { useRowTabIndex } from '../ui/table/table-context.ts'
import type { Column } from '../ui/table/table-types.ts'
import { ActivityDetail } from './ActivityDetail.tsx'
import { eventSentence } from './event-sentence.ts'
import { OrganizationName } from './OrganizationName.tsx'

type Props = {
  events: ListState<AuditEvent>
  /** Events of several organizations stand in one list. */
  withOrganization?: boolean
  onFilter: (filters: AuditFilters) => void
  empty: ReactNode
  bare?: boolean
}

/** What happened, newest first, each as a sentence that unfolds into its facts. */
export function ActivityTable({ events, withOrganization, onFilter, empty, bare }: Props) {
  const [openKey, setOpenKey] = useState<string | null>(null)
  const toggle = (event: AuditEvent) => setOpenKey((open) => (open === event.id ? null : event.id))
  const unfold = (event: AuditEvent) => <Unfold open={openKey === event.id} onClick={() => toggle(event)} />
  const whose = (event: AuditEvent) =>
    event.organization_id === null ? 'installation' : <OrganizationName id={event.organization_id} />
  const columns: Column<AuditEvent>[] = [
    { key: 'at', head: 'When', width: 170, cell: (event) => <Time iso={event.at} seconds /> },
    { key: 'what', head: 'What', cell: (event) => <Sentence event={event} /> },
    {
      key: 'organization',
      head: 'Where',
      width: 200,
      hide_below: 1100,
      cell: (event) => <span className="bs-second">{whose(event)}</span>,
    },
    { key: 'ip', head: 'From', width: 150, hide_below: 900, cell: (event) => <From event={event} /> },
    { key: 'unfold', head: 'Details', head_hidden: true, width: 62, align: 'right', cell: unfold },
  ]
  return (
    <DataTable
      label="Activity"
      noun={['event', 'events']}
      dense
      rows={events.rows}
      rowKey={(event) => event.id}
      columns={withOrganization ? columns : columns.filter((column) => column.key !== 'organization')}
      item={(event) => ({
        title: <Sentence event={event} light />,
        status: unfold(event),
        facts: <Time iso={event.at} />,
        aside: withOrganization ? whose(event) : event.ip_address,
      })}
      onOpen={toggle}
      openKey={openKey}
      detail={(event) => <ActivityDetail event={event} onFilter={onFilter} withOrganization={withOrganization} />}
      empty={empty}
      error={events.error}
      onRetry={events.onRetry}
      hasMore={events.hasMore}
      loadingMore={events.loadingMore}
      onMore={events.onMore}
      bare={bare}
    />
  )
}

function Sentence({ event, light }: { event: AuditEvent; light?: boolean }) {
  const parts = eventSentence(event)
  return (
    <span style={light ? { fontWeight: 400, fontSize: 13 } : undefined}>
      {parts.map((part, index) => (
        // A sentence never changes its order; its words may repeat.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <span key={index}>
          {index > 0 && ' '}
          {part.name ? (
            <span className="bs-name">
              <Told text={part.text} />
            </span>
          ) : (
            part.text
          )}
        </span>
      ))}
    </span>
  )
}

function From({ event }: { event: AuditEvent }) {
  if (event.ip_address) return <span className="bs-mono">{event.ip_address}</span>
  return <span className="bs-dim">{event.actor.kind === 'system' ? 'Backstay itself' : 'not known'}</span>
}

function Unfold({ open, onClick }: { open: boolean; onClick: () => void }) {
  const tabIndex = useRowTabIndex()
  const Icon = open ? IconChevronDown : IconChevronRight
  return (
    <ActionIcon size={26} tabIndex={tabIndex} aria-expanded={open} aria-label="Details" onClick={onClick}>
      <Icon size={16} stroke={1.6} />
    </ActionIcon>
  )
}
