import { IconShieldCheck } from '@tabler/icons-react'
import type { Drill } from '../../../../src/maintenance/schema.ts'
import { useDrills, useRecoveryPoints, useStartDrill } from '../../api/recovery-points.ts'
import { useRuns } from '../../api/runs.ts'
import type { Server } from '../../api/server-types.ts'
import { comparedWords, drillTrouble, restoredWords, secondsWords } from '../../lib/drill-words.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { states } from '../../ui/marks/states.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'

/** What drills of a server's backups found: each restored one for real and compared it. */
export function ServerDrills({ server }: { server: Server }) {
  const drills = useDrills(server.id)
  return (
    <Panel title="Drills" flush action={<ProveNow server={server} />}>
      <DataTable
        bare
        dense
        byHand
        label="Drills"
        noun={['drill', 'drills']}
        rows={drills.rows}
        rowKey={(drill) => drill.id}
        columns={columns}
        item={(drill) => ({
          title: <Time iso={drill.finished_at} />,
          status: <Outcome drill={drill} />,
          facts: `Restored ${restoredWords(drill)}: ${comparedWords(drill.evidence)}`,
          aside: secondsWords(drill.evidence.seconds),
        })}
        empty={
          <EmptyState title="No drill yet">
            A drill restores a file backup into a throw-away folder and compares it with what was backed up; the first
            one follows the first file backup by itself. Of an image it makes a throw-away server, where an operator
            lets it.
          </EmptyState>
        }
        error={drills.error}
        onRetry={drills.onRetry}
        hasMore={drills.hasMore}
        loadingMore={drills.loadingMore}
        onMore={drills.onMore}
      />
    </Panel>
  )
}

const columns: Column<Drill>[] = [
  { key: 'when', head: 'When', width: 140, cell: (drill) => <Time iso={drill.finished_at} /> },
  {
    key: 'outcome',
    head: 'Outcome',
    cell: (drill) => {
      const trouble = drill.passed ? null : drillTrouble(drill.evidence)
      return trouble ? <TwoLines first={<Outcome drill={drill} />} second={trouble} /> : <Outcome drill={drill} />
    },
  },
  {
    key: 'restored',
    head: 'Restored',
    width: 150,
    align: 'right',
    cell: (drill) => (
      <span className="bs-num">
        {restoredWords(drill)}
        {drill.evidence.restored === 'sample' && <span className="bs-dim">, a sample</span>}
      </span>
    ),
  },
  {
    key: 'compared',
    head: 'Compared',
    width: 130,
    align: 'right',
    cell: (drill) => <span className="bs-num">{comparedWords(drill.evidence)}</span>,
  },
  {
    key: 'bytes',
    head: 'Data',
    width: 90,
    align: 'right',
    hide_below: 900,
    cell: (drill) => <Bytes value={drill.bytes} />,
  },
  {
    key: 'took',
    head: 'Took',
    width: 90,
    align: 'right',
    cell: (drill) => <span className="bs-num">{secondsWords(drill.evidence.seconds)}</span>,
  },
  {
    key: 'log',
    head: 'Log',
    head_hidden: true,
    width: 76,
    align: 'right',
    cell: (drill) => (
      <AppLink className="bs-link" to={paths.run(drill.run_id)}>
        Log<span className="bs-hidden"> of the drill of {drill.finished_at}</span>
      </AppLink>
    ),
  },
]

function Outcome({ drill }: { drill: Drill }) {
  return <StateBadge flat look={drill.passed ? states.drill.passed : states.drill.failed} />
}

function ProveNow({ server }: { server: Server }) {
  const start = useStartDrill()
  // As many as the history asks for, since both share one answer.
  const points = useRecoveryPoints(server.id, { method: 'files', state: 'available' }, { limit: 25 })
  const open = useRuns({ server_id: server.id, kind: 'drill' }, { limit: 1 })
  const newest = points.rows?.[0]
  const latest = open.rows?.[0]
  const whyNotAct = useWhyNotAct()
  const why =
    whyNotAct ??
    (points.rows !== undefined && newest === undefined
      ? 'There is no file backup to prove yet.'
      : latest !== undefined && latest.state !== 'finished'
        ? 'A drill is under way; it is shown above.'
        : null)
  const prove = () => {
    if (newest)
      start.mutate(newest.id, {
        onSuccess: () =>
          showToast({
            title: 'Drill started.',
            message: 'It restores the newest file backup into a throw-away folder.',
          }),
        onError: (error) => showErrorToast('No drill was started.', error),
      })
  }
  return (
    <ActionButton
      size="xs"
      leftSection={<IconShieldCheck size={16} stroke={1.6} />}
      loading={start.isPending}
      disabledReason={why}
      onClick={prove}
    >
      Prove now
    </ActionButton>
  )
}
