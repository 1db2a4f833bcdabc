import { useViewer } from '../../shell/viewer.ts'
import { OperatorsTeam } from './OperatorsTeam.tsx'
import { OrganizationTeam } from './OrganizationTeam.tsx'

/** Who is in: the members of an organization, or the operators of the installation. */
export function TeamPage() {
  const { scope } = useViewer()
  return scope.kind === 'operator' ? <OperatorsTeam /> : <OrganizationTeam membership={scope.membership} />
}
