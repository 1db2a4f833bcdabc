import { ApiError } from '../../api/api-error.ts'
import { useRun } from '../../api/runs.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { RunDetail } from './RunDetail.tsx'
import { runsAbove } from './runs-above.ts'

/** One run: how it stands, what it found, its log, and the runs it started. */
export function RunPage({ runId }: { runId: string }) {
  const run = useRun(runId)
  if (run.data) return <RunDetail run={run.data} />
  const gone = run.error instanceof ApiError && (run.error.status === 404 || run.error.status === 400)
  return (
    <>
      <PageHead title="Run" crumbs={[runsAbove]} />
      <Sheet>
        {gone ? (
          <EmptyState title="This run is not here" action={<AppLink to={runsAbove.to}>See all runs</AppLink>}>
            Old runs are removed with age, or the address is not quite right.
          </EmptyState>
        ) : run.error ? (
          <ErrorState
            title="The run could not be loaded"
            error={run.error}
            onRetry={() => void run.refetch()}
            retrying={run.isFetching}
          />
        ) : (
          <TableSkeleton label="the run" rows={4} />
        )}
      </Sheet>
    </>
  )
}
