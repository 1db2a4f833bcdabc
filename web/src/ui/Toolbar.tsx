import type { ReactNode } from 'react'
import styles from './Toolbar.module.css'

/** Filters above a list: at the left what narrows it, at the right what changes how it is shown. */
export function Toolbar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={styles.toolbar}>
      {children}
      {end && <div className={styles.end}>{end}</div>}
    </div>
  )
}
