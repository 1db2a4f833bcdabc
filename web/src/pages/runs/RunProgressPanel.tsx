import type { Run } from '../../api/run-types.ts'
import { statWords } from '../../components/stat-words.ts'
import { listWords } from '../../lib/list-words.ts'
import { runProgress } from '../../lib/run-progress.ts'
import { useNow } from '../../lib/use-now.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Progress } from '../../ui/Progress.tsx'
import styles from './RunDetail.module.css'

/** How far a run is; once it has ended, what came of it. */
export function RunProgressPanel({ run }: { run: Run }) {
  const now = useNow(1000)
  if (run.state === 'finished') {
    const found = statWords(run.stats)
    return (
      <Panel title="What came of it">
        <p className="bs-second">
          {found.length > 0
            ? `${listWords(found, 10)}.`
            : 'This kind of run leaves no figures; its steps stand in the log.'}
        </p>
      </Panel>
    )
  }
  return (
    <Panel title="Progress">
      {run.state === 'running' ? (
        <Progress data={runProgress(run, now)} />
      ) : (
        <p className="bs-second">Waits for a worker to take it.</p>
      )}
      {run.progress.note && <p className={styles.note}>{run.progress.note}</p>}
    </Panel>
  )
}
