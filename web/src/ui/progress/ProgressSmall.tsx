import styles from './Progress.module.css'
import type { ProgressData } from './progress-data.ts'
import { progressLabel } from './progress-label.ts'

/** The same three textures in 5 px, for rows and cards. */
export function ProgressSmall({ data }: { data: ProgressData }) {
  if (data.kind === 'none') {
    return (
      <div className={styles.smallDots} role="img" aria-label={progressLabel(data)}>
        <i />
      </div>
    )
  }
  const middle = data.kind === 'estimate' ? (data.expected_min[0] + data.expected_min[1]) / 2 : 1
  const ratio = data.kind === 'exact' ? data.ratio : data.elapsed_min / middle
  return (
    <div className={styles.small} role="img" aria-label={progressLabel(data)}>
      <div
        className={data.kind === 'exact' ? styles.fill : styles.hatch}
        style={{ width: `${Math.min(1, ratio) * 100}%` }}
      />
    </div>
  )
}
