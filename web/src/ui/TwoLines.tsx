import type { ReactNode } from 'react'
import styles from './TwoLines.module.css'

type Props = { first: ReactNode; second: ReactNode; mono?: boolean; strong?: boolean }

/** A table cell of two lines: what matters above, its detail below. */
export function TwoLines({ first, second, mono, strong }: Props) {
  return (
    <div className={styles.lines}>
      <div className={strong ? styles.strong : undefined}>{first}</div>
      <div
        className={mono ? styles.mono : styles.second}
        title={mono && typeof second === 'string' ? second : undefined}
      >
        {second}
      </div>
    </div>
  )
}
