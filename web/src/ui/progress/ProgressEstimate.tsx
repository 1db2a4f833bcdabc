import styles from './Progress.module.css'
import type { ProgressData } from './progress-data.ts'
import { progressLabel } from './progress-label.ts'
import { placeOnAxis, TimeAxis } from './TimeAxis.tsx'
import { inUnit, unitOf } from './time-axis.ts'

/** The axis is time, not percent: hatched time so far, and a dashed box where the end is expected. */
export function ProgressEstimate({ data }: { data: ProgressData & { kind: 'estimate' } }) {
  const place = (min: number) => placeOnAxis(min, data.axis_min)
  const [from, to] = data.expected_min
  const unit = unitOf(data.axis_min)
  return (
    <div className={styles.progress} role="img" aria-label={progressLabel(data)}>
      <div className={styles.track}>
        <div className={styles.hatch} style={{ width: place(data.elapsed_min) }} />
        <div className={styles.expected} style={{ left: place(from), width: place(to - from) }}>
          <span>{`expected end, ${inUnit(from, unit)} to ${inUnit(to, unit)} ${unit.word}`}</span>
        </div>
        <div className={styles.needle} style={{ left: place(data.elapsed_min) }} />
      </div>
      <TimeAxis data={data} />
    </div>
  )
}
