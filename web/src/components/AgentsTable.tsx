import type { ReactNode } from 'react'
import type { Agent } from '../../../src/agents/schema.ts'
import type { ListState } from '../api/use-list.ts'
import { agentLook } from '../lib/agent-look.ts'
import { listWords } from '../lib/list-words.ts'
import { useNow } from '../lib/use-now.ts'
import { paths } from '../paths.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { RowLink } from '../ui/RowLink.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { TimeCell } from '../ui/TimeCell.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import type { Column } from '../ui/table/table-types.ts'
import { AgentMenu } from './AgentMenu.tsx'
import { OrganizationName } from './OrganizationName.tsx'

type Props = { agents: ListState<Agent>; empty: ReactNode; withOrganization?: boolean }

/** Agents with how they stand, what they run, and what can be done about them. */
export function AgentsTable({ agents, empty, withOrganization }: Props) {
  const now = useNow()
  const link = (agent: Agent) => <RowLink to={paths.server(agent.server_id)}>{agent.server_name}</RowLink>
  const state = (agent: Agent) => <StateBadge look={agentLook(agent, now)} />
  const menu = (agent: Agent) => agent.revoked_at === null && <AgentMenu agent={agent} />
  return (
    <DataTable
      label="Agents"
      noun={['agent', 'agents']}
      rows={agents.rows}
      rowKey={(agent) => agent.id}
      columns={columnsOf({ link, state, menu, withOrganization })}
      item={(agent) => ({
        title: link(agent),
        status: (
          <>
            {state(agent)}
            {menu(agent)}
          </>
        ),
        facts: agent.trouble?.message ?? `${agent.hostname}, ${agent.version}`,
        aside: agent.os,
      })}
      to={(agent) => paths.server(agent.server_id)}
      empty={empty}
      error={agents.error}
      onRetry={agents.onRetry}
      hasMore={agents.hasMore}
      loadingMore={agents.loadingMore}
      onMore={agents.onMore}
    />
  )
}

type Cells = {
  link: (agent: Agent) => ReactNode
  state: (agent: Agent) => ReactNode
  menu: (agent: Agent) => ReactNode
  withOrganization: boolean | undefined
}

function columnsOf({ link, state, menu, withOrganization }: Cells): Column<Agent>[] {
  const columns: (Column<Agent> | false | undefined)[] = [
    {
      key: 'server',
      head: 'Server',
      cell: (agent) => <TwoLines strong mono first={link(agent)} second={agent.hostname} />,
    },
    withOrganization && {
      key: 'customer',
      head: 'Customer',
      width: 160,
      hide_below: 1100,
      cell: (agent) => <OrganizationName id={agent.organization_id} />,
    },
    {
      key: 'state',
      head: 'State',
      width: 130,
      cell: (agent) => <span title={agent.trouble?.message}>{state(agent)}</span>,
    },
    { key: 'seen', head: 'Last heard', width: 150, cell: (agent) => <TimeCell iso={agent.last_seen_at} /> },
    {
      key: 'version',
      head: 'Version',
      width: 150,
      hide_below: 900,
      cell: (agent) => (
        <TwoLines
          first={`${agent.version}${agent.update_available ? ', another is out' : ''}`}
          second={agent.restic_version ? `restic ${agent.restic_version}` : 'no usable restic'}
        />
      ),
    },
    {
      key: 'machine',
      head: 'Machine',
      width: 160,
      hide_below: 1300,
      cell: (agent) => <TwoLines first={agent.os} second={agent.arch} />,
    },
    {
      key: 'hooks',
      head: 'Hooks',
      width: 160,
      hide_below: 1300,
      cell: (agent) =>
        agent.hooks.length > 0 ? (
          <span className="bs-mono">{listWords(agent.hooks)}</span>
        ) : (
          <span className="bs-dim">none found</span>
        ),
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return columns.filter((column) => column !== false && column !== undefined)
}
