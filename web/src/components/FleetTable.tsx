import type { ReactNode } from 'react'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import type { ListState } from '../api/use-list.ts'
import { formatPlural } from '../format/format-plural.ts'
import { providerLabel, refOf } from '../lib/provider-facts.ts'
import { useNow } from '../lib/use-now.ts'
import { paths } from '../paths.ts'
import { Bytes } from '../ui/Bytes.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { RowLink } from '../ui/RowLink.tsx'
import { Tag } from '../ui/Tag.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import type { Column, Selection, Sort } from '../ui/table/table-types.ts'
import styles from './FleetTable.module.css'
import { LastBackup } from './LastBackup.tsx'
import { keepsDays, methodsOf } from './method-words.ts'
import { ServerStatus } from './ServerStatus.tsx'
import { ServerStrip } from './ServerStrip.tsx'
import { StripAxis } from './StripAxis.tsx'

type Props = {
  servers: ListState<Server>
  providers: readonly ProviderSummary[]
  empty: ReactNode
  /** Servers of several organizations stand in one list. */
  withOrganization?: boolean
  bare?: boolean
  sort?: Sort
  onSort?: (sort: Sort) => void
  selection?: Selection<Server>
  letters?: Readonly<Record<string, (server: Server) => void>>
  menu?: (server: Server) => ReactNode
}

/** Servers as operators see them: whose, where, how they are protected; each leads to its page. */
export function FleetTable({ servers, providers, withOrganization, menu, empty, ...table }: Props) {
  const now = useNow()
  const link = (server: Server) => (
    <span className={styles.name}>
      <RowLink to={paths.server(server.id)}>{server.name}</RowLink>
      {server.critical && <Tag>critical</Tag>}
    </span>
  )
  const columns: (Column<Server> | false | undefined)[] = [
    {
      key: 'name',
      head: 'Server',
      sortable: true,
      cell: (server) => <TwoLines strong mono first={link(server)} second={refOf(server)} />,
    },
    withOrganization && {
      key: 'customer',
      head: 'Customer',
      width: 130,
      hide_below: 1100,
      cell: (server) => server.organization_name,
    },
    {
      key: 'provider',
      head: 'Provider',
      width: 110,
      hide_below: 1300,
      cell: (server) => (
        <TwoLines first={providerLabel(server.provider, providers)} second={server.region ?? 'region not known'} />
      ),
    },
    { key: 'status', head: 'Status', width: 150, cell: (server) => <ServerStatus server={server} /> },
    {
      key: 'method',
      head: 'Method',
      width: 105,
      hide_below: 1300,
      cell: (server) => methodsOf(server) ?? <span className="bs-dim">none</span>,
    },
    { key: 'keeps', head: 'Retention', width: 75, hide_below: 1300, cell: (server) => <Keeps server={server} /> },
    !withOrganization && {
      key: 'type',
      head: 'Plan type',
      width: 90,
      hide_below: 1300,
      cell: (server) => server.plan_type,
    },
    {
      key: 'last',
      head: 'Last backup',
      sortable: true,
      width: 110,
      align: 'right',
      hide_below: 900,
      cell: (server) => <LastBackup server={server} providers={providers} />,
    },
    {
      key: 'storage',
      head: 'Storage',
      sortable: true,
      width: 85,
      align: 'right',
      hide_below: 1100,
      cell: (server) => <Bytes value={server.storage_bytes} unknown={neverStored(server) ? 'none' : undefined} />,
    },
    {
      key: 'strip',
      head: 'Last 30 days',
      head_content: <StripAxis now={now} />,
      width: 197,
      cell: (server) => <ServerStrip server={server} size="s" />,
    },
    menu && { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <DataTable
      {...table}
      label="Servers"
      noun={['server', 'servers']}
      rows={servers.rows}
      rowKey={(server) => server.id}
      columns={columns.filter((column) => column !== false && column !== undefined)}
      item={(server) => ({
        title: link(server),
        status: (
          <>
            <ServerStatus server={server} />
            {menu?.(server)}
          </>
        ),
        facts: withOrganization ? server.organization_name : providerLabel(server.provider, providers),
        aside: <LastBackup line server={server} providers={providers} />,
        body: <ServerStrip server={server} size="m" />,
      })}
      to={(server) => paths.server(server.id)}
      empty={empty}
      error={servers.error}
      onRetry={servers.onRetry}
      hasMore={servers.hasMore}
      loadingMore={servers.loadingMore}
      onMore={servers.onMore}
    />
  )
}

function neverStored(server: Server): boolean {
  return !server.backups_enabled && server.last_backup_at === null
}

function Keeps({ server }: { server: Server }) {
  const days = keepsDays(server)
  return days === null ? <span className="bs-dim">none</span> : formatPlural(days, 'day')
}
