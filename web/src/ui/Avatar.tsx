import styles from './Avatar.module.css'
import { initialsOf } from './initials-of.ts'

/** A person as initials. The name stands beside it or in the control's label, so this is decoration and no text. */
export function Avatar({ name }: { name: string }) {
  return <span className={styles.avatar} data-initials={initialsOf(name)} aria-hidden="true" />
}
