import { Button } from '@mantine/core'
import { useRunLog } from '../api/runs.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Time } from '../ui/Time.tsx'
import { TableSkeleton } from '../ui/table/TableSkeleton.tsx'
import styles from './RunLog.module.css'

/** What a run wrote down, oldest line first. */
export function RunLog({ runId }: { runId: string }) {
  const log = useRunLog(runId)
  if (!log.rows) {
    return log.error ? (
      <ErrorState title="The log could not be loaded" error={log.error} onRetry={log.onRetry} />
    ) : (
      <TableSkeleton label="the log" rows={3} />
    )
  }
  if (log.rows.length === 0)
    return <EmptyState title="Nothing written yet">Each step leaves a line here while the run goes on.</EmptyState>
  return (
    <>
      <ol className={styles.log}>
        {log.rows.map((line) => (
          <li key={line.seq} data-level={line.level}>
            <Time iso={line.at} seconds />
            <span className={styles.level}>{line.level === 'info' ? '' : line.level}</span>
            <span>{line.message}</span>
          </li>
        ))}
      </ol>
      {log.hasMore && (
        <div className={styles.more}>
          <Button variant="quiet" loading={log.loadingMore} onClick={log.onMore}>
            Later lines
          </Button>
        </div>
      )}
    </>
  )
}
