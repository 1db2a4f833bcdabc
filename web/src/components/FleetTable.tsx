import { type ReactNode, useMemo } from 'react'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import type { ListState } from '../api/use-list.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { paths } from '../paths.ts'
import { DataTable } from '../ui/DataTable.tsx'
import type { Selection, Sort } from '../ui/table/table-types.ts'
import { fleetColumns, nameLink } from './fleet-columns.tsx'
import { LastBackup } from './LastBackup.tsx'
import { ServerStatus } from './ServerStatus.tsx'
import { ServerStrip } from './ServerStrip.tsx'

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
  /** Columns that the reader does without. */
  hidden?: ReadonlySet<string>
  total?: number | undefined
  hints?: ReactNode
}

/** Servers as operators see them: whose, where, how they are protected; each leads to its page. */
export function FleetTable({ servers, providers, withOrganization, menu, empty, hidden, ...table }: Props) {
  // The same columns as long as they look the same: rows are drawn anew only for another server.
  const columns = useMemo(
    () =>
      fleetColumns({ providers, withOrganization: withOrganization === true, menu }).filter(
        ({ key }) => !hidden?.has(key),
      ),
    [providers, withOrganization, menu, hidden],
  )
  return (
    <DataTable
      {...table}
      fixed
      label="Servers"
      noun={['server', 'servers']}
      rows={servers.rows}
      rowKey={(server) => server.id}
      columns={columns}
      item={(server) => ({
        title: nameLink(server),
        status: <ServerStatus server={server} />,
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
