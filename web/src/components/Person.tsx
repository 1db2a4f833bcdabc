import type { ReactNode } from 'react'
import { Tag } from '../ui/Tag.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import styles from './Person.module.css'

/** A person in a table: name above, e-mail below, marked when it is the one who looks. */
export function Person({ name, email, self }: { name: ReactNode; email: string; self?: boolean }) {
  return (
    <TwoLines
      strong
      first={
        <>
          {name}
          {self && (
            <span className={styles.self}>
              <Tag>you</Tag>
            </span>
          )}
        </>
      }
      second={email}
    />
  )
}
