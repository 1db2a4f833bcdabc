import { useViewer } from '../../shell/viewer.ts'
import { OrganizationPlans } from './OrganizationPlans.tsx'

/** What an organization pays for, and what it can add. */
export function PlansPage() {
  const { scope } = useViewer()
  // The shell opens this page to organizations only; operators have their own.
  return scope.kind === 'operator' ? null : <OrganizationPlans membership={scope.membership} />
}
