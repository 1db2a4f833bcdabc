import { ApiError } from '../../api/api-error.ts'
import { useProviders } from '../../api/providers.ts'
import { useRecoveryPoint, useRecoveryPoints } from '../../api/recovery-points.ts'
import { useServer } from '../../api/servers.ts'
import { providerOf } from '../../lib/provider-facts.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { useServersAbove } from '../servers/use-servers-above.ts'
import { RestoreWizard } from './RestoreWizard.tsx'

/** Where a restore is put together: which backup, what of it, where to, and a last look. */
export function RestoreWizardPage({ serverId }: { serverId: string }) {
  const whyNotAct = useWhyNotAct()
  return whyNotAct === null ? <Wizard serverId={serverId} /> : <LooksOnly serverId={serverId} why={whyNotAct} />
}

function LooksOnly({ serverId, why }: { serverId: string; why: string }) {
  return (
    <>
      <PageHead title="Restore" crumbs={[useServersAbove()]} />
      <Sheet>
        <EmptyState
          title="Only owners and managers restore"
          action={<LinkButton to={paths.server(serverId)}>Back to the server</LinkButton>}
        >
          {why}
        </EmptyState>
      </Sheet>
    </>
  )
}

function Wizard({ serverId }: { serverId: string }) {
  const above = useServersAbove()
  const asked = useAddressQuery().get('point')
  const server = useServer(serverId)
  const providers = useProviders()
  const points = useRecoveryPoints(serverId, { standing: 'restorable' }, { limit: 25 })
  const listed = points.rows?.find((one) => one.id === asked)
  // An older one than those on the first page, or one that is no longer there and says so.
  const named = useRecoveryPoint(asked !== null && points.rows !== undefined && !listed ? asked : null)
  const gone = named.error instanceof ApiError && named.error.status === 404
  const theirs = named.data?.server_id === serverId ? named.data : undefined
  const point = listed ?? theirs ?? (asked === null || gone || named.data ? points.rows?.[0] : undefined)
  if (server.data && point)
    return (
      <RestoreWizard
        key={point.id}
        server={server.data}
        point={point}
        points={points}
        provider={providerOf(server.data, { providers: providers.data ?? [] })}
        chosen={asked === point.id}
      />
    )
  const error = server.error ?? points.error ?? named.error
  const name = server.data?.name
  return (
    <>
      <PageHead
        title={name ? `Restore ${name}` : 'Restore'}
        crumb="Restore"
        crumbs={name ? [above, { word: name, to: paths.server(serverId) }] : [above]}
      />
      <Sheet>
        {error ? (
          <ErrorState
            title="The backups could not be loaded"
            error={error}
            onRetry={() => {
              void server.refetch()
              points.onRetry()
            }}
          >
            They are still there; nothing is lost.
          </ErrorState>
        ) : server.data && points.rows?.length === 0 ? (
          <EmptyState
            strip
            title="Nothing to restore yet"
            action={<AppLink to={paths.server(serverId)}>See {name}</AppLink>}
          >
            There is no backup of {name} here. What a provider lists in its own panel only is restored there.
          </EmptyState>
        ) : (
          <TableSkeleton label="the backups" rows={4} />
        )}
      </Sheet>
    </>
  )
}
