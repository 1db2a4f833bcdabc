import { useViewer } from '../../shell/viewer.ts'
import { OperatorPlans } from './OperatorPlans.tsx'
import { OrganizationPlans } from './OrganizationPlans.tsx'

/** What is sold: for an organization what it pays for and can add, for operators who has what. */
export function PlansPage() {
  const { scope } = useViewer()
  return scope.kind === 'operator' ? <OperatorPlans /> : <OrganizationPlans membership={scope.membership} />
}
