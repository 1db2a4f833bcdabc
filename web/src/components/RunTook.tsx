import type { Run } from '../api/run-types.ts'
import { formatDuration } from '../format/format-duration.ts'
import { useNow } from '../lib/use-now.ts'

/** How long a run took, or has taken so far. */
export function RunTook({ run }: { run: Run }) {
  const now = useNow(1000)
  if (run.started_at === null)
    return <span className="bs-dim">{run.state === 'finished' ? 'never started' : 'waiting'}</span>
  const end = run.finished_at === null ? now : new Date(run.finished_at)
  const tookMs = end.getTime() - new Date(run.started_at).getTime()
  return (
    <span className="bs-num bs-nowrap">
      {tookMs < 1000 && run.finished_at ? 'under 1\u00a0s' : formatDuration(tookMs, { seconds: true })}
    </span>
  )
}
