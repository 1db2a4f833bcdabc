import { lazy, Suspense } from 'react'
import type { Run, RunKind } from '../../api/run-types.ts'
import { useRuns } from '../../api/runs.ts'
import type { Server } from '../../api/server-types.ts'
import { isMachine, providerLabel } from '../../lib/provider-facts.ts'
import { runWords } from '../../lib/run-look.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Sheet } from '../../ui/Sheet.tsx'

// Mostly nothing is under way.
const RunCard = lazy(async () => ({ default: (await import('../../components/RunCard.tsx')).RunCard }))

// What a person waits for. Switching on shows as the first backup where that is what it waits for.
const shownKinds: readonly RunKind[] = ['backup', 'restore', 'drill', 'enable', 'disable']

/** What is under way on a server now. */
export function ServerRunning({ server, mayCancel }: { server: Server; mayCancel: boolean }) {
  const running = useRuns({ server_id: server.id, state: 'running' }, { limit: 20 })
  const queued = useRuns({ server_id: server.id, state: 'queued' }, { limit: 20 })
  const all = [...(running.rows ?? []), ...(queued.rows ?? [])].filter((run) => shownKinds.includes(run.kind))
  const shown = all.filter((run) => !isShownByAnother(run, all))
  if (shown.length === 0) return null
  // Where no agent is at work it is the provider that tells how far it is, or does not.
  const byFiles =
    isMachine(server) || server.protections.some((one) => one.method === 'files' && one.desired_state === 'on')
  return (
    <Suspense fallback={null}>
      <Sheet>
        {shown.map((run) => (
          <RunCard
            key={run.id}
            run={run}
            title={titles[run.kind] ?? runWords[run.kind]}
            who={byFiles ? undefined : providerLabel(server.provider)}
            mayCancel={mayCancel && run.kind === 'backup'}
            end={
              run.kind === 'restore' ? (
                <AppLink to={paths.restores({ server_id: server.id })}>Restores</AppLink>
              ) : (
                <AppLink to={paths.server(server.id, { run: run.id })}>Log</AppLink>
              )
            }
          />
        ))}
      </Sheet>
    </Suspense>
  )
}

const titles: Partial<Record<RunKind, string>> = {
  backup: 'Backing up',
  restore: 'Restoring',
  copy: 'Keeping a backup as a snapshot',
  drill: 'Drill: proving the backup by restoring it',
  enable: 'Enabling backups',
  disable: 'Disabling backups',
}

function isShownByAnother(run: Run, all: readonly Run[]): boolean {
  return (run.kind === 'enable' || run.kind === 'disable') && all.some((other) => other.parent_run_id === run.id)
}
