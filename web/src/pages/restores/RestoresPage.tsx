import { useRestores } from '../../api/restores.ts'
import { useServer } from '../../api/servers.ts'
import { formatCount } from '../../format/format-count.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ChosenFilter } from '../../ui/ChosenFilter.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { runsAbove } from '../runs/runs-above.ts'
import { EndedRestores } from './EndedRestores.tsx'
import { RestoreCard } from './RestoreCard.tsx'

/** Restores: those under way as they go on, then those that ended, newest first. */
export function RestoresPage() {
  const { scope } = useViewer()
  const serverId = useAddressQuery().get('server_id') ?? undefined
  const all = useRestores({ server_id: serverId })
  // Somebody who belongs to several organizations sees those of the one they work in.
  const within = scope.kind === 'operator' ? null : scope.membership.organization_id
  const rows = all.rows?.filter(({ run }) => within === null || run.organization_id === within)
  const open = rows?.filter(({ status }) => status === 'in_progress') ?? []
  return (
    <>
      <PageHead title="Restores" crumbs={[runsAbove]} facts={rows && factsOf(open)} />
      {serverId && (
        <Toolbar>
          <ServerFilter serverId={serverId} />
        </Toolbar>
      )}
      {open.length > 0 && (
        <Sheet>
          {open.map((restore) => (
            <RestoreCard key={restore.id} restore={restore} />
          ))}
        </Sheet>
      )}
      <EndedRestores
        restores={{ ...all, rows: rows?.filter(({ status }) => status !== 'in_progress') }}
        someOpen={open.length > 0}
        filtered={serverId !== undefined}
      />
    </>
  )
}

function ServerFilter({ serverId }: { serverId: string }) {
  const go = useGo()
  const server = useServer(serverId)
  return (
    <ChosenFilter
      word={`server ${server.data?.name ?? serverId}`}
      onOff={() => go(paths.restores(), { replace: true })}
    />
  )
}

function factsOf(open: readonly { run: { state: string } }[]): string {
  if (open.length === 0) return 'None under way'
  const running = open.filter(({ run }) => run.state === 'running').length
  const waiting = open.length - running
  const counts = [
    running > 0 ? `${formatCount(running)} running` : null,
    waiting > 0 ? `${formatCount(waiting)} waiting` : null,
  ].filter((part) => part !== null)
  return `${counts.join(', ')}. You may close this page; ${open.length === 1 ? 'it goes' : 'they go'} on.`
}
