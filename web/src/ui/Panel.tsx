import { type ReactNode, useId } from 'react'
import { cx } from '../lib/cx.ts'
import styles from './Panel.module.css'

type Props = {
  title: ReactNode
  /** Beside the title, in ink-3: how many. */
  count?: ReactNode
  /** At the right of the head: a link or a quiet action. */
  action?: ReactNode
  /** Tables and lists go to the edge and bring their own padding. */
  flush?: boolean
  tone?: 'bad'
  children?: ReactNode
}

/** A compartment of a sheet with a head of 40 px. */
export function Panel({ title, count, action, flush, tone, children }: Props) {
  const id = useId()
  return (
    <section className={styles.panel} aria-labelledby={id} data-tone={tone}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {count !== undefined && <span className={cx(styles.count, 'bs-num')}>{count}</span>}
        {action && <div className={styles.action}>{action}</div>}
      </header>
      {children !== undefined && <div className={flush ? styles.flush : styles.body}>{children}</div>}
    </section>
  )
}
