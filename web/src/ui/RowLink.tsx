import type { ReactNode } from 'react'
import type { Path } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import styles from './RowLink.module.css'
import { useRowTabIndex } from './table/table-context.ts'

/** The name of a row as a real link, so that it opens in a new tab too. */
export function RowLink({ to, children }: { to: Path; children: ReactNode }) {
  const tabIndex = useRowTabIndex()
  return (
    <AppLink to={to} tabIndex={tabIndex} className={styles.link}>
      {children}
    </AppLink>
  )
}
