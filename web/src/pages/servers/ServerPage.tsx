import { ApiError } from '../../api/api-error.ts'
import { useServer } from '../../api/servers.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { ServerDetail } from './ServerDetail.tsx'
import { useServersAbove } from './use-servers-above.ts'

/** One server: how it is protected, and what was done about it. */
export function ServerPage({ serverId }: { serverId: string }) {
  const above = useServersAbove()
  const server = useServer(serverId)
  if (server.data) return <ServerDetail server={server.data} />
  const gone = server.error instanceof ApiError && (server.error.status === 404 || server.error.status === 400)
  return (
    <>
      <PageHead title="Server" crumbs={[above]} />
      <Sheet>
        {gone ? (
          <EmptyState title="This server is not here" action={<AppLink to={above.to}>See all servers</AppLink>}>
            It may belong to another organization, or the address is not quite right.
          </EmptyState>
        ) : server.error ? (
          <ErrorState
            title="The server could not be loaded"
            error={server.error}
            onRetry={() => void server.refetch()}
            retrying={server.isFetching}
          >
            Its backups go on without this page; nothing is lost.
          </ErrorState>
        ) : (
          <TableSkeleton label="the server" rows={4} />
        )}
      </Sheet>
    </>
  )
}
