import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import styles from './Sheet.module.css'

type Props = {
  children: ReactNode
  /** Columns side by side from 1200 px on; below that they lie under each other. Never a sheet inside a sheet. */
  columns?: 'two' | 'three' | 'main-aside'
  className?: string
}

/** One ruled sheet: compartments that share 1 px rules. */
export function Sheet({ children, columns, className }: Props) {
  return (
    <div className={cx(styles.sheet, className)} data-columns={columns}>
      {children}
    </div>
  )
}
