import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './Shell.module.css'

const bars = ['64%', '48%', '56%', '40%']

/** The frame before it is known who looks at it: the final geometry, and nothing that moves. */
export function ShellWaiting() {
  return (
    <div role="status" aria-label="Loading">
      <div className={styles.waitingSide}>
        {bars.map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
      <div className={styles.waitingHead} />
    </div>
  )
}
