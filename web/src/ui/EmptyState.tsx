import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'
import { flatStrip } from './strip/flat-strip.ts'
import { RecoveryStrip } from './strip/RecoveryStrip.tsx'

type Props = {
  /** What is missing. */
  title: string
  /** One sentence with when or how. */
  children: ReactNode
  /** One button. */
  action?: ReactNode
  /** The flat strip belongs above lists of servers and backups only. */
  strip?: boolean
}

/** Nothing here yet: what is missing, how it comes, one button. */
export function EmptyState({ title, children, action, strip }: Props) {
  return (
    <div className={styles.empty}>
      {strip && <RecoveryStrip data={flatStrip} decorative />}
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{children}</p>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
