import { keys } from '../api/keys.ts'
import { useMembers } from '../api/members.ts'
import { useOperatorTasks } from '../api/operator-tasks.ts'
import { useOrganizations } from '../api/organizations.ts'
import { useRuns } from '../api/runs.ts'
import { useServerCounts } from '../api/servers.ts'
import { useSubscriptions } from '../api/subscriptions.ts'
import { type ListState, useList } from '../api/use-list.ts'
import { formatCount } from '../format/format-count.ts'
import type { Viewer } from './viewer.ts'

// A count is shown only when the whole list is known: half a count would be a wrong one.
const countOf = <Row>(list: ListState<Row>, counts: (row: Row) => boolean = () => true) =>
  list.rows && !list.hasMore ? formatCount(list.rows.filter(counts).length) : undefined

// What waits or goes on is named, and none of it is no figure. Of a long list it is enough to know that there are more.
const someOf = <Row>({ rows, hasMore }: ListState<Row>, word = '') =>
  rows && rows.length > 0 ? `${formatCount(rows.length)}${hasMore ? '+' : ''}${word}` : undefined

/** The figures beside the pages, from the very lists those pages show. */
export function useNavCounts({ scope }: Viewer): Record<string, string | undefined> {
  const operator = scope.kind === 'operator'
  const organizations = useOrganizations('', operator)
  // Asked as the page of accounts asks it, without its script.
  const accounts = useList(keys.providerAccounts({}), '/api/provider-accounts', { enabled: operator })
  const tasks = useOperatorTasks({ status: 'open' }, operator)
  const requests = useSubscriptions({ status: 'requested' }, { enabled: operator })
  const running = useRuns({ state: 'running' }, { enabled: operator })
  const organizationId = scope.kind === 'organization' ? scope.membership.organization_id : null
  const members = useMembers(organizationId)
  const servers = useServerCounts({ organization_id: organizationId ?? undefined }, true).data
  const all = servers && formatCount(servers.all)
  return {
    backups: operator ? all : undefined,
    customers: countOf(organizations, (organization) => !organization.house),
    'provider-accounts': countOf(accounts),
    'operator-tasks': someOf(tasks),
    revenue: someOf(requests),
    runs: someOf(running, ' running'),
    team: countOf(members),
    servers: operator ? undefined : all,
  }
}
