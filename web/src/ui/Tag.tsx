import type { ReactNode } from 'react'
import styles from './Tag.module.css'

/** A small framed word in mono: a role, a kind, a scope. */
export function Tag({ children, tone }: { children: ReactNode; tone?: 'accent' }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  )
}
