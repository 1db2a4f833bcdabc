import type { Run } from '../api/run-types.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatPercent } from '../format/format-percent.ts'
import type { ProgressData } from '../ui/progress/progress-data.ts'

const minuteMs = 60_000

/** A run's progress in the one of three textures that is true. */
export function runProgressData(run: Run, who: string, now: Date): ProgressData {
  const elapsedMs = Math.max(0, now.getTime() - new Date(run.started_at ?? run.created_at).getTime())
  const elapsed = formatDuration(elapsedMs, { seconds: true })
  const { kind, percent } = run.progress
  if (kind === 'exact' && percent !== undefined)
    return { kind, ratio: percent / 100, amount: formatPercent(percent / 100), whole: 'all of it' }
  const elapsed_min = elapsedMs / minuteMs
  if (kind === 'estimate' && percent !== undefined && percent > 0) {
    const whole = Math.max(1, Math.round((elapsed_min * 100) / percent))
    return { kind, elapsed_min, axis_min: whole * 2, expected_min: [whole, whole], elapsed }
  }
  return { kind: 'none', elapsed_min, axis_min: Math.max(5, Math.ceil(elapsed_min * 1.5)), elapsed, who }
}
