import { useViewer } from '../../shell/viewer.ts'
import { OrganizationServers } from './OrganizationServers.tsx'

/** The servers of the organization one works in. */
export function ServersPage() {
  const { scope } = useViewer()
  // The shell opens this page to organizations only; operators have their own list.
  return scope.kind === 'operator' ? null : <OrganizationServers membership={scope.membership} />
}
