import { insideAxis } from './inside-axis.ts'
import { minuteTicks } from './minute-ticks.ts'
import styles from './Progress.module.css'
import type { ProgressData } from './progress-data.ts'
import { progressLabel } from './progress-label.ts'

/** Only time is known: a dotted axis of minutes, and a piece that slides because work goes on. */
export function ProgressNone({ data }: { data: ProgressData & { kind: 'none' } }) {
  const place = (min: number) => `${Math.min(1, min / data.axis_min) * 100}%`
  return (
    <div className={styles.progress} role="img" aria-label={progressLabel(data)}>
      <div className={styles.dots}>
        <div className={styles.slider} style={{ width: place(data.elapsed_min) }}>
          <i />
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
