import styles from './Avatar.module.css'
import { initialsOf } from './initials-of.ts'

/** A person as initials. The name stands beside it or in the control's label, so this is decoration. */
export function Avatar({ name }: { name: string }) {
  return (
    <span className={styles.avatar} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}
