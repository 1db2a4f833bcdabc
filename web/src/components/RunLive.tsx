import { useRun } from '../api/runs.ts'
import { listWords } from '../lib/list-words.ts'
import { runWords } from '../lib/run-look.ts'
import { runProgress } from '../lib/run-progress.ts'
import { useNow } from '../lib/use-now.ts'
import { paths } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { Told } from '../ui/Told.tsx'
import styles from './RunLive.module.css'
import { RunState } from './RunState.tsx'
import { RunTook } from './RunTook.tsx'
import { statWords } from './stat-words.ts'

/** A run as it goes on: its state, how far it is, what it found. The live region says each change of state once. */
export function RunLive({ runId }: { runId: string }) {
  const run = useRun(runId)
  const now = useNow(1000)
  if (run.error && !run.data) {
    return <ErrorState title="The run could not be loaded" error={run.error} onRetry={() => void run.refetch()} />
  }
  if (!run.data) return <Skeleton width="40%" />
  const { data } = run
  const found = statWords(data.stats)
  return (
    <div className={styles.live}>
      <div className={styles.line}>
        <span role="status">
          <RunState run={data} />
        </span>
        <span className="bs-dim">
          {data.finished_at ? (
            <>
              <Time iso={data.finished_at} />, <RunTook run={data} />
            </>
          ) : (
            <RunTook run={data} />
          )}
        </span>
        <AppLink to={paths.run(data.id)} className={styles.end}>
          {runWords[data.kind]} and log
        </AppLink>
      </div>
      {data.state === 'running' && <Progress data={runProgress(data, now)} small />}
      {data.state !== 'finished' && data.progress.note && <p className={styles.note}>{data.progress.note}</p>}
      {data.error && (
        <p className={styles.note}>
          <Told text={data.error.message} />
        </p>
      )}
      {found.length > 0 && <p className={styles.note}>{listWords(found, 8)}.</p>}
    </div>
  )
}
