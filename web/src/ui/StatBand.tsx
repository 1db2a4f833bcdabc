import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import sheetStyles from './Sheet.module.css'
import styles from './StatBand.module.css'

/** Stats side by side in one sheet; they wrap three and then two to a row. */
export function StatBand({ children, count }: { children: ReactNode; count: 2 | 3 | 4 | 5 | 6 }) {
  return (
    <div className={cx(sheetStyles.sheet, styles.band)} data-count={count}>
      {children}
    </div>
  )
}
