import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { useRunLog } from '../api/runs.ts'
import { hasText } from '../lib/has-text.ts'
import { useNow } from '../lib/use-now.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Time } from '../ui/Time.tsx'
import { Told } from '../ui/Told.tsx'
import { TableSkeleton } from '../ui/table/TableSkeleton.tsx'
import styles from './RunLog.module.css'

type Props = {
  runId: string
  /** The run goes on: what it writes is shown as it comes, however much there is. */
  follow?: boolean
  /** Only warnings and errors. */
  trouble?: boolean
  /** Only lines with this in them. */
  text?: string
  /** The number of a line that somebody comes for: it is brought into view. */
  line?: number | undefined
}

const bringIntoView = (place: HTMLElement | null) => place?.scrollIntoView({ block: 'center' })

/** What a run wrote down, oldest line first. */
export function RunLog({ runId, follow = false, trouble = false, text = '', line: wantedLine }: Props) {
  const log = useRunLog(runId, { limit: 200 })
  const now = useNow()
  const narrowed = trouble || text !== ''
  // What is looked for is looked for in all of it.
  const missing = wantedLine !== undefined && log.rows?.some(({ seq }) => seq >= wantedLine) !== true
  const wanted = (follow || narrowed || missing) && log.hasMore && !log.loadingMore
  const { onMore } = log
  useEffect(() => {
    if (wanted) onMore()
  }, [wanted, onMore])
  const shown = log.rows?.filter(
    ({ level, message }) => (!trouble || level !== 'info') && (text === '' || hasText(message, text, { now })),
  )
  if (!shown) {
    return log.error ? (
      <ErrorState title="The log could not be loaded" error={log.error} onRetry={log.onRetry} />
    ) : (
      <TableSkeleton label="the log" rows={3} />
    )
  }
  if (shown.length === 0 && text !== '' && !log.hasMore)
    return <EmptyState title={`No line with “${text}”`}>The search looks at all lines of this log.</EmptyState>
  if (shown.length === 0 && trouble && !log.hasMore)
    return (
      <EmptyState title="No warnings and no errors">The other lines are shown when you take off the filter.</EmptyState>
    )
  if (shown.length === 0 && !narrowed)
    return follow ? (
      <EmptyState title="Nothing written yet">Each step leaves a line here while the run goes on.</EmptyState>
    ) : (
      <EmptyState title="Nothing was written">What came of it stands with the run itself.</EmptyState>
    )
  return (
    <>
      <ol className={styles.log}>
        {shown.map((line) => (
          <li
            key={line.seq}
            data-level={line.level}
            ref={line.seq === wantedLine ? bringIntoView : undefined}
            aria-current={line.seq === wantedLine || undefined}
          >
            <Time iso={line.at} seconds />
            <span className={styles.level}>{line.level === 'info' ? '' : line.level}</span>
            <span>
              <Told text={line.message} />
            </span>
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
