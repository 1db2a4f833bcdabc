import type { Run } from '../api/run-types.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { formatDuration } from '../format/format-duration.ts'
import type { ProgressData } from '../ui/progress/progress-data.ts'

const minuteMs = 60_000
const dayMin = 1_440
const axes = [2, 5, 10, 20, 30, 60, 120, 240, 480, dayMin]

/** Who would tell how far it is. */
const whoWorks: Partial<Record<Run['kind'], string>> = {
  backup: 'the agent',
  restore: 'the agent',
  drill: 'the drill',
  check: 'the check',
  prune: 'the clean-up',
}

/** How far a run is, for the bars. An estimate without a span of minutes is shown as time only: nobody knows its end. */
export function runProgress(run: Run, now: Date, who?: string): ProgressData {
  const { progress } = run
  if (progress.kind === 'exact' && progress.percent !== undefined) {
    const { bytes_done, bytes_total } = progress
    return bytes_total === undefined
      ? { kind: 'exact', ratio: progress.percent / 100, amount: progress.note ?? '', whole: '100 %' }
      : {
          kind: 'exact',
          ratio: progress.percent / 100,
          amount: formatBytes(bytes_done ?? 0),
          whole: formatBytes(bytes_total),
        }
  }
  const elapsedMs = now.getTime() - new Date(run.started_at ?? run.created_at).getTime()
  const elapsedMin = Math.max(0, elapsedMs / minuteMs)
  const elapsed = formatDuration(elapsedMs, { seconds: true })
  if (progress.kind === 'estimate' && progress.expected !== undefined) {
    const from = Math.floor(progress.expected.from_seconds / 60)
    const to = Math.max(from + 1, Math.ceil(progress.expected.to_seconds / 60))
    const most = Math.max(to, elapsedMin) * 1.25
    return { kind: 'estimate', elapsed_min: elapsedMin, axis_min: axisFor(most), expected_min: [from, to], elapsed }
  }
  return {
    kind: 'none',
    elapsed_min: elapsedMin,
    axis_min: axisFor(elapsedMin * 1.25),
    elapsed,
    who: who ?? whoWorks[run.kind] ?? 'the provider',
  }
}

/** An axis that holds so many minutes: a round one, whole hours beyond a day, whole days beyond three. */
function axisFor(minutes: number): number {
  const whole = minutes > 3 * dayMin ? dayMin : 60
  return axes.find((axis) => minutes <= axis) ?? Math.ceil(minutes / whole) * whole
}
