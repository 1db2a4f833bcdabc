import { IconFlag } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { providerLabel, refOf } from '../lib/provider-facts.ts'
import { paths } from '../paths.ts'
import { Bytes } from '../ui/Bytes.tsx'
import { RowLink } from '../ui/RowLink.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import type { Column } from '../ui/table/table-types.ts'
import styles from './FleetTable.module.css'
import { LastBackup } from './LastBackup.tsx'
import { keepsDays, methodsOf } from './method-words.ts'
import { ServerStatus } from './ServerStatus.tsx'
import { ServerStrip } from './ServerStrip.tsx'
import { StripAxis } from './StripAxis.tsx'

type Look = {
  providers: readonly ProviderSummary[]
  withOrganization: boolean
  menu: ((server: Server) => ReactNode) | undefined
}

/** The name of a server as the way to its page. */
export const nameLink = (server: Server) => (
  <span title={server.name}>
    <RowLink to={paths.server(server.id)}>{server.name}</RowLink>
  </span>
)

type Columns = (Column<Server> | false)[]

const dim = (word: string) => <span className="bs-dim">{word}</span>

/** Which server it is, whose, where, and how it stands. */
const whichServer = ({ providers, withOrganization }: Look): Columns => [
  {
    key: 'name',
    head: 'Server',
    sortable: true,
    cell: (server) => <TwoLines strong mono first={nameLink(server)} second={<RefLine server={server} />} />,
  },
  withOrganization && {
    key: 'customer',
    head: 'Customer',
    width: 141,
    hide_below: 1100,
    cell: (server) => <span title={server.organization_name}>{server.organization_name}</span>,
  },
  {
    key: 'provider',
    head: 'Provider',
    width: 105,
    hide_below: 1400,
    cell: (server) => (
      <TwoLines first={providerLabel(server.provider, providers)} second={server.region ?? 'no region'} />
    ),
  },
  {
    key: 'status',
    head: 'Status',
    sortable: true,
    descending_first: true,
    width: 152,
    cell: (server) => <ServerStatus server={server} />,
  },
]

/** How it is backed up, and what came of it. */
const itsBackups = ({ providers, withOrganization }: Look): Columns => [
  {
    key: 'method',
    head: 'Method',
    width: 117,
    hide_below: 1300,
    cell: (server) => methodsOf(server) ?? dim('none'),
  },
  {
    key: 'keeps',
    head: 'Retention',
    width: 75,
    hide_below: 1300,
    cell: (server) => {
      const days = keepsDays(server)
      return days === null ? dim('none') : formatPlural(days, 'day')
    },
  },
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
    width: 96,
    align: 'right',
    hide_below: 800,
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
    head_content: <StripAxis />,
    width: 197,
    cell: (server) => <ServerStrip server={server} size="s" />,
  },
]

/** The columns of servers as operators see them. */
export function fleetColumns(look: Look): Column<Server>[] {
  const { menu } = look
  const acts: Column<Server>[] = menu
    ? [{ key: 'menu', head: 'Actions', head_hidden: true, width: 52, align: 'right', cell: menu }]
    : []
  return [...whichServer(look), ...itsBackups(look), ...acts].filter((column) => column !== false)
}

function RefLine({ server }: { server: Server }) {
  const ref = <span title={refOf(server)}>{refOf(server)}</span>
  if (!server.critical) return ref
  return (
    <span className={styles.ref} title="critical">
      <IconFlag size={12} stroke={1.6} aria-hidden="true" />
      <span className="bs-hidden">critical, </span>
      {ref}
    </span>
  )
}

function neverStored(server: Server): boolean {
  return !server.backups_enabled && server.last_backup_at === null
}
