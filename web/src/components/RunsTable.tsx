import type { ReactNode } from 'react'
import type { Run } from '../api/run-types.ts'
import type { ListState } from '../api/use-list.ts'
import { runProgress } from '../lib/run-progress.ts'
import { useNow } from '../lib/use-now.ts'
import { paths } from '../paths.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { Progress } from '../ui/Progress.tsx'
import { RowLink } from '../ui/RowLink.tsx'
import { Time } from '../ui/Time.tsx'
import { Told } from '../ui/Told.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import type { Column } from '../ui/table/table-types.ts'
import { OrganizationName } from './OrganizationName.tsx'
import { RunState } from './RunState.tsx'
import { RunTitle } from './RunTitle.tsx'
import { RunTook } from './RunTook.tsx'
import { statWords } from './stat-words.ts'

type Props = {
  runs: ListState<Run>
  empty: ReactNode
  bare?: boolean
  /** Runs of several organizations stand in one list. */
  withOrganization?: boolean
}

/** Runs, newest first; each leads to its page with the log. */
export function RunsTable({ runs, empty, bare, withOrganization }: Props) {
  const link = (run: Run) => (
    <RowLink to={paths.run(run.id)}>
      <RunTitle run={run} />
    </RowLink>
  )
  const columns: Column<Run>[] = [
    {
      key: 'what',
      head: 'Run',
      cell: (run) => <TwoLines strong first={link(run)} second={<RunSays run={run} />} />,
    },
    {
      key: 'organization',
      head: 'Customer',
      width: 170,
      hide_below: 1100,
      cell: (run) =>
        run.organization_id ? (
          <OrganizationName id={run.organization_id} />
        ) : (
          <span className="bs-second">installation</span>
        ),
    },
    { key: 'state', head: 'State', width: 130, cell: (run) => <RunState run={run} flat /> },
    {
      key: 'by',
      head: 'Asked for by',
      width: 160,
      hide_below: 900,
      cell: (run) => <span className="bs-second">{run.requested_by.name}</span>,
    },
    { key: 'took', head: 'Took', width: 110, align: 'right', hide_below: 900, cell: (run) => <RunTook run={run} /> },
    {
      key: 'when',
      head: 'Asked for',
      width: 150,
      align: 'right',
      cell: (run) => <TwoLines first={<Time iso={run.created_at} as="age" />} second={<Time iso={run.created_at} />} />,
    },
  ]
  return (
    <DataTable
      label="Runs"
      noun={['run', 'runs']}
      rows={runs.rows}
      rowKey={(run) => run.id}
      columns={withOrganization ? columns : columns.filter((column) => column.key !== 'organization')}
      item={(run) => ({
        title: link(run),
        status: <RunState run={run} />,
        facts: <RunSays run={run} />,
        aside: <Time iso={run.created_at} as="age" />,
      })}
      to={(run) => paths.run(run.id)}
      empty={empty}
      error={runs.error}
      onRetry={runs.onRetry}
      hasMore={runs.hasMore}
      loadingMore={runs.loadingMore}
      onMore={runs.onMore}
      bare={bare}
    />
  )
}

/** Under a run's name: what went wrong, what it does now, or what it found. */
function RunSays({ run }: { run: Run }) {
  if (run.state === 'running') return <RunningNow run={run} />
  if (run.error) return <Told text={run.error.message} />
  if (run.state === 'queued') return run.progress.note ?? 'waits for a worker'
  const found = statWords(run.stats)
  return found.length > 0 ? found.slice(0, 4).join(', ') : <span className="bs-mono">{run.id}</span>
}

function RunningNow({ run }: { run: Run }) {
  const now = useNow(1000)
  return (
    <>
      <Progress small data={runProgress(run, now)} />
      {run.progress.note}
    </>
  )
}
