import { lazy, Suspense } from 'react'
import { useViewer } from '../../shell/viewer.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'

// Nobody needs both at once.
const OperatorPlans = lazy(async () => ({ default: (await import('./OperatorPlans.tsx')).OperatorPlans }))
const OrganizationPlans = lazy(async () => ({ default: (await import('./OrganizationPlans.tsx')).OrganizationPlans }))

/** What is sold: for an organization what it pays for and can add, for operators who has what. */
export function PlansPage() {
  const { scope } = useViewer()
  const waiting = (
    <Sheet>
      <TableSkeleton label="the plans" rows={6} />
    </Sheet>
  )
  return (
    <Suspense fallback={waiting}>
      {scope.kind === 'operator' ? <OperatorPlans /> : <OrganizationPlans membership={scope.membership} />}
    </Suspense>
  )
}
