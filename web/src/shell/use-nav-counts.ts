import { useMembers } from '../api/members.ts'
import { useOrganizations } from '../api/organizations.ts'
import { useServers } from '../api/servers.ts'
import type { ListState } from '../api/use-list.ts'
import { formatCount } from '../format/format-count.ts'
import type { Viewer } from './viewer.ts'

// A count is shown only when the whole list is known: half a count would be a wrong one.
const countOf = <Row>(list: ListState<Row>, counts: (row: Row) => boolean = () => true) =>
  list.rows && !list.hasMore ? formatCount(list.rows.filter(counts).length) : undefined

/** The figures beside the pages, from the very lists those pages show. */
export function useNavCounts({ scope }: Viewer): Record<string, string | undefined> {
  const organizations = useOrganizations('', scope.kind === 'operator')
  const organizationId = scope.kind === 'organization' ? scope.membership.organization_id : null
  const members = useMembers(organizationId)
  // The same question as on the page of servers, so that it is asked once.
  const servers = useServers(
    { organization_id: organizationId ?? undefined },
    { limit: 200, enabled: organizationId !== null },
  )
  return {
    customers: countOf(organizations, (organization) => !organization.house),
    team: countOf(members),
    servers: countOf(servers),
  }
}
