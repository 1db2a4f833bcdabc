import { insideAxis } from './inside-axis.ts'
import { minuteTicks } from './minute-ticks.ts'
import styles from './Progress.module.css'
import type { ProgressData } from './progress-data.ts'
import { progressLabel } from './progress-label.ts'

/** The axis is minutes, not percent: hatched time so far, and a dashed box where the end is expected. */
export function ProgressEstimate({ data }: { data: ProgressData & { kind: 'estimate' } }) {
  const place = (min: number) => `${Math.min(1, min / data.axis_min) * 100}%`
  const [from, to] = data.expected_min
  return (
    <div className={styles.progress} role="img" aria-label={progressLabel(data)}>
      <div className={styles.track}>
        <div className={styles.hatch} style={{ width: place(data.elapsed_min) }} />
        <div className={styles.expected} style={{ left: place(from), width: place(to - from) }}>
          <span>{`expected end, ${from} to ${to} min`}</span>
        </div>
        <div className={styles.needle} style={{ left: place(data.elapsed_min) }} />
      </div>
      <div className={styles.axis}>
        {minuteTicks(data.axis_min).map((tick) => (
          <span
            key={tick}
            data-near={Math.abs(tick - data.elapsed_min) < data.axis_min / 8 || undefined}
            style={{ left: place(tick) }}
          >
            {tick}
          </span>
        ))}
        <strong style={{ left: insideAxis(place(data.elapsed_min)) }}>{data.elapsed}</strong>
        <span className={styles.end}>{data.axis_min} min</span>
      </div>
    </div>
  )
}
