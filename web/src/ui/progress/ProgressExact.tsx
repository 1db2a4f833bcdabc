import { formatPercent } from '../../format/format-percent.ts'
import { insideAxis } from './inside-axis.ts'
import styles from './Progress.module.css'
import type { ProgressData } from './progress-data.ts'
import { progressLabel } from './progress-label.ts'

/** Solid fill with a cut at each tenth: somebody counts, and this is the count. */
export function ProgressExact({ data }: { data: ProgressData & { kind: 'exact' } }) {
  const at = `${Math.min(1, data.ratio) * 100}%`
  return (
    <div className={styles.progress} role="img" aria-label={progressLabel(data)}>
      <div className={styles.track}>
        <div className={styles.fill} style={{ width: at }} />
        <div className={styles.cuts} />
        <div className={styles.needle} style={{ left: at }} />
      </div>
      <div className={styles.axis}>
        <span data-near={data.ratio < 0.1 || undefined}>0</span>
        <strong style={{ left: insideAxis(at) }}>{formatPercent(Math.floor(data.ratio * 100) / 100)}</strong>
        <span className={styles.end} data-near={data.ratio > 0.88 || undefined}>
          {data.whole}
        </span>
      </div>
    </div>
  )
}
