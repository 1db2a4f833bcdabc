import { usePlacesOf } from '../../api/places-preview.ts'
import type { Server } from '../../api/server-types.ts'
import type { ListState } from '../../api/use-list.ts'
import { BackupButtons } from '../../components/BackupButtons.tsx'
import { ServerStatus } from '../../components/ServerStatus.tsx'
import { ServerStrip } from '../../components/ServerStrip.tsx'
import { StripAxis } from '../../components/StripAxis.tsx'
import type { OrganizationFacts } from '../../components/use-organization-facts.ts'
import { backupAction } from '../../lib/backup-action.ts'
import { providerLabel, refOf } from '../../lib/provider-facts.ts'
import { paths } from '../../paths.ts'
import { roleOf, useViewer } from '../../shell/viewer.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column, Selection } from '../../ui/table/table-types.ts'

type Props = {
  servers: ListState<Server>
  facts: OrganizationFacts
  empty: React.ReactNode
  onToggle: (server: Server, enable: boolean) => void
  selection?: Selection<Server>
}

/** Many servers: one row each, with the same buttons as on the cards. */
export function ServersTable({ servers, facts, empty, onToggle, selection }: Props) {
  const viewer = useViewer()
  const role = viewer.me.operator ? 'operator' : roleOf(viewer)
  const places = usePlacesOf(servers.rows?.map(({ id }) => id) ?? [])
  const actionOf = (server: Server) => backupAction({ server, place: places.get(server.id), role })
  const link = (server: Server) => <RowLink to={paths.server(server.id)}>{server.name}</RowLink>
  const buttons = (server: Server, inRow?: boolean) => (
    <BackupButtons
      server={server}
      action={actionOf(server)}
      onToggle={(enable) => onToggle(server, enable)}
      inRow={inRow}
    />
  )
  const columns: Column<Server>[] = [
    {
      key: 'name',
      head: 'Server',
      cell: (server) => <TwoLines strong mono first={link(server)} second={refOf(server)} />,
    },
    {
      key: 'provider',
      head: 'Provider',
      width: 130,
      hide_below: 1100,
      cell: (server) => (
        <TwoLines first={providerLabel(server.provider, facts.providers)} second={server.region ?? 'no region'} />
      ),
    },
    { key: 'status', head: 'Status', width: 146, cell: (server) => <ServerStatus server={server} /> },
    { key: 'type', head: 'Type', width: 90, hide_below: 1300, cell: (server) => server.plan_type },
    {
      key: 'strip',
      head: 'Last 30 days',
      head_content: <StripAxis />,
      width: 197,
      cell: (server) => <ServerStrip server={server} size="s" />,
    },
    { key: 'action', head: 'Backups', width: 192, align: 'right', cell: (server) => buttons(server, true) },
  ]
  return (
    <DataTable
      label="Servers"
      noun={['server', 'servers']}
      rows={servers.rows}
      rowKey={(server) => server.id}
      columns={columns}
      selection={selection}
      item={(server) => ({
        title: link(server),
        status: <ServerStatus server={server} />,
        facts: `${providerLabel(server.provider, facts.providers)} ${server.region ?? ''}`,
        body: <ServerStrip server={server} size="m" />,
        actions: buttons(server),
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
