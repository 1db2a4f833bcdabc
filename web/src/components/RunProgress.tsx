import type { ReactNode } from 'react'
import type { Run } from '../api/run-types.ts'
import { runProgress } from '../lib/run-progress.ts'
import { useNow } from '../lib/use-now.ts'
import { Progress } from '../ui/Progress.tsx'
import { progressLabel } from '../ui/progress/progress-label.ts'
import styles from './RunProgress.module.css'

type Props = {
  run: Run
  /** Who does it, such as the provider: named where it tells nothing about how far it is. */
  who: string
  action?: ReactNode
}

/** How far a run is, as far as it is known, on a card; kept fresh while it lasts. */
export function RunProgress({ run, who, action }: Props) {
  const now = useNow(1000)
  const known = runProgress(run, now)
  const data = known.kind === 'none' ? { ...known, who } : known
  return (
    <div className={styles.progress}>
      <Progress small data={data} />
      <div className={styles.line}>
        <span>{run.state === 'queued' ? 'waits for its turn' : progressLabel(data)}</span>
        {action}
      </div>
    </div>
  )
}
