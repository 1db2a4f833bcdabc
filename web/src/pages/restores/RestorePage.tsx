import { ApiError } from '../../api/api-error.ts'
import { useRestore } from '../../api/restores.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { runsAbove } from '../runs/runs-above.ts'
import { RestoreDetail } from './RestoreDetail.tsx'

/** One restore: as it goes on, and what came of it. */
export function RestorePage({ restoreId }: { restoreId: string }) {
  const restore = useRestore(restoreId)
  if (restore.data) return <RestoreDetail restore={restore.data} />
  const gone = restore.error instanceof ApiError && (restore.error.status === 404 || restore.error.status === 400)
  return (
    <>
      <PageHead title="Restore" crumbs={[runsAbove, { word: 'Restores', to: paths.restores() }]} />
      <Sheet>
        {gone ? (
          <EmptyState
            title="This restore is not here"
            action={<AppLink to={paths.restores()}>See all restores</AppLink>}
          >
            It may belong to another organization, or the address is not quite right.
          </EmptyState>
        ) : restore.error ? (
          <ErrorState
            title="The restore could not be loaded"
            error={restore.error}
            onRetry={() => void restore.refetch()}
            retrying={restore.isFetching}
          >
            It goes on without this page.
          </ErrorState>
        ) : (
          <TableSkeleton label="the restore" rows={4} />
        )}
      </Sheet>
    </>
  )
}
