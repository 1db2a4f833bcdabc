import { Skeleton } from '../Skeleton.tsx'
import styles from './Table.module.css'

const widths = ['46%', '38%', '52%', '34%', '44%', '40%']

/** Rows to come, in the final geometry. */
export function TableSkeleton({ rows = 6, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={`Loading: ${label}`}>
      {widths.slice(0, rows).map((width) => (
        <div key={width} className={styles.skeleton}>
          <div>
            <Skeleton width={width} />
            <Skeleton width="24%" />
          </div>
          <div>
            <Skeleton width="60%" />
          </div>
        </div>
      ))}
    </div>
  )
}
