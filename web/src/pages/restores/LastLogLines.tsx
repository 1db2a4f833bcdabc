import { useRunLog } from '../../api/runs.ts'
import { formatTime } from '../../format/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Told } from '../../ui/Told.tsx'
import styles from './LastLogLines.module.css'

const shown = 3

/** What the log of a run said last. Nothing stands here while it says nothing. */
export function LastLogLines({ runId }: { runId: string }) {
  const now = useNow()
  const log = useRunLog(runId, { limit: 200 })
  const lines = log.rows?.slice(-shown) ?? []
  // With more than a page the last ones are not these.
  if (lines.length === 0 || log.hasMore) return null
  return (
    <ol className={styles.lines} aria-label="Last lines of the log">
      {lines.map((line) => (
        <li key={line.seq} data-level={line.level}>
          <time dateTime={line.at}>{formatTime(line.at, { now, seconds: true }).split(' ').at(-1)}</time>
          <span>
            <Told text={line.message} />
          </span>
        </li>
      ))}
    </ol>
  )
}
