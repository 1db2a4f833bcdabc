import type { RunLogHit } from '../../../../src/runs/schema.ts'
import type { LinesFound } from '../../api/run-log-lines.ts'
import { OrganizationName } from '../../components/OrganizationName.tsx'
import { runTitle } from '../../components/run-title.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { Told } from '../../ui/Told.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import styles from './LogLines.module.css'

type Props = {
  lines: LinesFound
  q: string
  /** Back to when it was searched, in words. */
  searched: string | undefined
  /** Runs of several organizations have been searched. */
  withOrganization: boolean
}

/** Fewer letters stand in nearly every line. */
export const shortestSearch = 2

// Lines are shown by the reader's clocks, and searched as they were written.
const timesWords = 'Times in lines are searched as UTC: 2026-11-20 02:14.'

const pathOf = (hit: RunLogHit) => paths.run(hit.run_id, { line: String(hit.seq) })

/** Lines of all logs that hold what is searched for; each leads to its place in its run's log. */
export function LogLinesTable({ lines, q, searched, withOrganization }: Props) {
  if (q.length < shortestSearch)
    return (
      <EmptyState title="Search the logs of all runs">
        Type two letters or more of what a line says: a path, a provider’s answer, the name of a file. {timesWords}
      </EmptyState>
    )
  const link = (hit: RunLogHit) => (
    <RowLink to={pathOf(hit)}>{runTitle({ kind: hit.run_kind, server_name: hit.server_name })}</RowLink>
  )
  const whose = (hit: RunLogHit) =>
    withOrganization ? <Whose hit={hit} /> : <span className="bs-mono">{hit.run_id}</span>
  const columns: Column<RunLogHit>[] = [
    { key: 'line', head: 'Line', cell: (hit) => <Line hit={hit} /> },
    {
      key: 'run',
      head: 'Of the run',
      width: 240,
      cell: (hit) => <TwoLines strong first={link(hit)} second={whose(hit)} />,
    },
    {
      key: 'at',
      head: 'Written',
      width: 170,
      align: 'right',
      hide_below: 900,
      cell: (hit) => <Time iso={hit.at} seconds />,
    },
  ]
  return (
    <DataTable
      label="Lines of logs"
      noun={['line', 'lines']}
      rows={lines.rows}
      rowKey={(hit) => String(hit.seq)}
      columns={columns}
      item={(hit) => ({
        title: link(hit),
        facts: whose(hit),
        aside: <Time iso={hit.at} as="age" />,
        body: <Line hit={hit} />,
      })}
      to={pathOf}
      empty={
        <EmptyState
          title={`No line with “${q}”`}
          action={
            lines.hasMore && (
              <ActionButton loading={lines.loadingMore} onClick={lines.onMore}>
                Search further back
              </ActionButton>
            )
          }
        >
          {searched && `${searched}. `}
          {timesWords}
        </EmptyState>
      }
      error={lines.error}
      onRetry={lines.onRetry}
      hasMore={lines.hasMore}
      loadingMore={lines.loadingMore}
      onMore={lines.onMore}
      // What is further back is asked for: each step looks through many runs.
      byHand
    />
  )
}

function Line({ hit }: { hit: RunLogHit }) {
  return (
    <span className={styles.line} data-level={hit.level}>
      {hit.level !== 'info' && <span className={styles.level}>{hit.level} </span>}
      <Told text={hit.message} />
    </span>
  )
}

function Whose({ hit }: { hit: RunLogHit }) {
  return hit.organization_id ? <OrganizationName id={hit.organization_id} /> : 'installation'
}
