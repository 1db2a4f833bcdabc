import type { ReactNode } from 'react'
import styles from './StatBand.module.css'

/** Stats side by side in one sheet; they wrap three and then two to a row. */
export function StatBand({ children, count }: { children: ReactNode; count: 2 | 3 | 4 | 5 | 6 }) {
  return (
    <div className={styles.band} data-count={count}>
      {children}
    </div>
  )
}
