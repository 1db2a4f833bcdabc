import { type ReactNode, useState } from 'react'
import type { Run } from '../../api/run-types.ts'
import { useRuns } from '../../api/runs.ts'
import { RunLog } from '../../components/RunLog.tsx'
import { RunState } from '../../components/RunState.tsx'
import { RunTook } from '../../components/RunTook.tsx'
import { statWords } from '../../components/stat-words.ts'
import { runWords } from '../../lib/run-look.ts'
import { runProgress } from '../../lib/run-progress.ts'
import { useNow } from '../../lib/use-now.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Time } from '../../ui/Time.tsx'
import { Told } from '../../ui/Told.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import styles from './ServerRuns.module.css'

type Props = {
  serverId: string
  /** The run whose log stands open from the start. */
  open: string | null
}

/** What was done about a server, newest first; each opens its log below itself. */
export function ServerRuns({ serverId, open }: Props) {
  const runs = useRuns({ server_id: serverId }, { limit: 20 })
  const [opened, setOpened] = useState<string | null>(open)
  const toggle = (run: Run) => setOpened((before) => (before === run.id ? null : run.id))
  const columns: Column<Run>[] = [
    { key: 'run', head: 'Run', cell: (run) => <TwoLines strong first={runWords[run.kind]} second={says(run)} /> },
    { key: 'state', head: 'State', width: 130, cell: (run) => <RunState run={run} flat /> },
    {
      key: 'by',
      head: 'Asked for by',
      width: 150,
      hide_below: 900,
      cell: (run) => <span className="bs-second">{run.requested_by.name}</span>,
    },
    { key: 'took', head: 'Took', width: 90, align: 'right', hide_below: 900, cell: (run) => <RunTook run={run} /> },
    { key: 'when', head: 'When', width: 140, align: 'right', cell: (run) => <Time iso={run.created_at} /> },
    {
      key: 'log',
      head: 'Log',
      head_hidden: true,
      width: 76,
      align: 'right',
      cell: (run) => (
        <ActionButton variant="quiet" aria-expanded={opened === run.id} onClick={() => toggle(run)}>
          Log
        </ActionButton>
      ),
    },
  ]
  return (
    <DataTable
      bare
      label="Runs of this server"
      noun={['run', 'runs']}
      rows={runs.rows}
      rowKey={(run) => run.id}
      columns={columns}
      item={(run) => ({
        title: runWords[run.kind],
        status: <RunState run={run} />,
        facts: says(run),
        aside: <Time iso={run.created_at} as="age" />,
      })}
      onOpen={toggle}
      openKey={opened}
      detail={(run) => <Detail run={run} />}
      error={runs.error}
      onRetry={runs.onRetry}
      hasMore={runs.hasMore}
      loadingMore={runs.loadingMore}
      onMore={runs.onMore}
      empty={
        <EmptyState title="Nothing was done here yet">
          Each switching on or off, and later each backup, leaves a line with its log.
        </EmptyState>
      }
    />
  )
}

function says(run: Run): ReactNode {
  if (run.error) return <Told text={run.error.message} />
  if (run.state !== 'finished') return run.progress.note ?? 'under way'
  const found = statWords(run.stats)
  return found.length > 0 ? found.slice(0, 4).join(', ') : `asked for by ${run.requested_by.name}`
}

function Detail({ run }: { run: Run }) {
  const now = useNow(1000)
  return (
    <div className={styles.detail}>
      {run.state === 'running' && <Progress data={runProgress(run, now)} />}
      {run.error && (
        <p className={styles.error}>
          <Told text={run.error.message} />
        </p>
      )}
      <RunLog runId={run.id} follow={run.state !== 'finished'} />
    </div>
  )
}
