import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { useRecoveryPoints } from '../api/recovery-points.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Bytes } from '../ui/Bytes.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { type StateLook, states } from '../ui/marks/states.ts'
import { StateBadge } from '../ui/StateBadge.tsx'
import { Time } from '../ui/Time.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import type { Column } from '../ui/table/table-types.ts'

type Props = {
  serverId: string
  /** Null for those who may only look. */
  onRestore: ((point: RecoveryPoint) => void) | null
  onBrowse: (point: RecoveryPoint) => void
  empty: string
}

/** What a server can be restored from, newest first, with why it is kept and until when. */
export function HistoryTable({ serverId, onRestore, onBrowse, empty }: Props) {
  const points = useRecoveryPoints(serverId, {}, { limit: 30 })
  const actions = (point: RecoveryPoint) => (
    <>
      <ActionButton
        variant="quiet"
        disabledReason={point.browsable ? undefined : 'Its files are still being listed, or it is gone.'}
        onClick={() => onBrowse(point)}
      >
        Files
      </ActionButton>
      {onRestore && (
        <ActionButton
          variant="quiet"
          disabledReason={point.state === 'available' ? undefined : 'It is no longer there.'}
          onClick={() => onRestore(point)}
        >
          Restore…
        </ActionButton>
      )}
    </>
  )
  const columns: Column<RecoveryPoint>[] = [
    {
      key: 'taken',
      head: 'Taken',
      cell: (point) => <TwoLines strong first={<Time iso={point.taken_at} />} second={pointWords(point)} />,
    },
    {
      key: 'new',
      head: 'New',
      width: 90,
      align: 'right',
      hide_below: 1100,
      cell: (point) => <Bytes value={point.added_bytes} />,
    },
    { key: 'size', head: 'Size', width: 90, align: 'right', cell: (point) => <Bytes value={point.size_bytes} /> },
    { key: 'state', head: 'State', width: 150, cell: (point) => <StateBadge look={lookOf(point)} flat /> },
    {
      key: 'kept',
      head: 'Kept as',
      width: 130,
      hide_below: 1300,
      cell: (point) => <span className="bs-second">{point.kept_because?.[0] ?? 'not decided yet'}</span>,
    },
    {
      key: 'until',
      head: 'Until',
      width: 110,
      align: 'right',
      hide_below: 1300,
      cell: (point) => (point.expires_at ? <Time iso={point.expires_at} /> : <span className="bs-dim">not known</span>),
    },
    { key: 'acts', head: 'What can be done', head_hidden: true, width: 150, align: 'right', cell: actions },
  ]
  return (
    <DataTable
      bare
      label="Backups of this server"
      noun={['backup', 'backups']}
      rows={points.rows}
      rowKey={(point) => point.id}
      columns={columns}
      item={(point) => ({
        title: <Time iso={point.taken_at} />,
        status: <StateBadge look={lookOf(point)} />,
        facts: pointWords(point),
        aside: <Bytes value={point.size_bytes} />,
        actions: actions(point),
      })}
      error={points.error}
      onRetry={points.onRetry}
      hasMore={points.hasMore}
      loadingMore={points.loadingMore}
      onMore={points.onMore}
      empty={<EmptyState title="No backups yet">{empty}</EmptyState>}
    />
  )
}

function pointWords(point: RecoveryPoint): string {
  const what = point.source === 'files' ? 'Files' : point.source
  return point.warning ? `${what}: ${point.warning.message}` : what
}

function lookOf(point: RecoveryPoint): StateLook {
  if (point.damage) return states.recovery_point.damaged
  if (point.state !== 'available') return states.recovery_point.removed
  if (point.outcome === 'warning') return states.run.warning
  return point.proven_at ? states.recovery_point.proved : states.recovery_point.succeeded
}
