import styles from './Progress.module.css'
import type { ProgressData } from './progress-data.ts'
import { progressLabel } from './progress-label.ts'
import { placeOnAxis, TimeAxis } from './TimeAxis.tsx'

/** Only time is known: a dotted axis of it, and a piece that slides because work goes on. */
export function ProgressNone({ data }: { data: ProgressData & { kind: 'none' } }) {
  const place = (min: number) => placeOnAxis(min, data.axis_min)
  return (
    <div className={styles.progress} role="img" aria-label={progressLabel(data)}>
      <div className={styles.dots}>
        <div className={styles.slider} style={{ width: place(data.elapsed_min) }}>
          <i />
        </div>
        <div className={styles.needle} style={{ left: place(data.elapsed_min) }} />
      </div>
      <TimeAxis data={data} />
    </div>
  )
}
