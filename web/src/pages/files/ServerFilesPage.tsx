import { useRecoveryPoints } from '../../api/recovery-points.ts'
import { useServer } from '../../api/servers.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { useServersAbove } from '../servers/use-servers-above.ts'
import { FileBrowser } from './FileBrowser.tsx'

/** The files of a server's backups: folders of one of them, and a search through all. */
export function ServerFilesPage({ serverId }: { serverId: string }) {
  const above = useServersAbove()
  const query = useAddressQuery()
  const server = useServer(serverId)
  const points = useRecoveryPoints(serverId, { method: 'files', state: 'available' }, { limit: 100 })
  const point = points.rows?.find((one) => one.id === query.get('point')) ?? points.rows?.[0]
  if (server.data && point && points.rows)
    return <FileBrowser server={server.data} point={point} points={points.rows} />
  const error = server.error ?? points.error
  return (
    <>
      <PageHead
        title="Files"
        crumbs={server.data ? [above, { word: server.data.name, to: paths.server(serverId) }] : [above]}
      />
      <Sheet>
        {error ? (
          <ErrorState title="The files could not be loaded" error={error} onRetry={() => void server.refetch()}>
            The backups go on without this page; nothing is lost.
          </ErrorState>
        ) : points.rows?.length === 0 ? (
          <EmptyState strip title="No file backups yet">
            Once the first one is taken, its folders open here, and single files can be downloaded or restored.
          </EmptyState>
        ) : (
          <TableSkeleton label="the files" rows={6} />
        )}
      </Sheet>
    </>
  )
}
