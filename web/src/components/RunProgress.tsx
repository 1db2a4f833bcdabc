import type { ReactNode } from 'react'
import type { Run } from '../api/run-types.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatPercent } from '../format/format-percent.ts'
import { useNow } from '../lib/use-now.ts'
import { Progress } from '../ui/Progress.tsx'
import styles from './RunProgress.module.css'
import { runProgressData } from './run-progress-data.ts'

type Props = {
  run: Run
  /** Who does it, such as the provider: named where it tells nothing about how far it is. */
  who: string
  action?: ReactNode
}

/** How far a run is, as far as it is known, kept fresh while it lasts. */
export function RunProgress({ run, who, action }: Props) {
  const now = useNow(1000)
  return (
    <div className={styles.progress}>
      <Progress small data={runProgressData(run, who, now)} />
      <div className={styles.line}>
        <span>{words(run, who, now)}</span>
        {action}
      </div>
    </div>
  )
}

function words(run: Run, who: string, now: Date): string {
  const { progress } = run
  if (run.state === 'queued') return 'waits for its turn'
  if (progress.kind !== 'none' && progress.percent !== undefined)
    return `${progress.kind === 'estimate' ? 'estimate: about ' : ''}${formatPercent(progress.percent / 100)}`
  return `${elapsed(run, now)} so far; ${who} reports no progress`
}

/** For how long a run has been at work. */
export function elapsed(run: Run, now: Date): string {
  const since = new Date(run.started_at ?? run.created_at).getTime()
  return formatDuration(now.getTime() - since, { seconds: true })
}
