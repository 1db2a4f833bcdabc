import type { RefObject } from 'react'
import styles from './Shell.module.css'

/** The first stop of the Tab key: past the navigation, straight to the page. */
export function SkipLink({ to }: { to: RefObject<HTMLElement | null> }) {
  return (
    <button type="button" className={styles.skip} onClick={() => to.current?.focus()}>
      Skip to the page
    </button>
  )
}
