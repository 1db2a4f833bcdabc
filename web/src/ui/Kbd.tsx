import { Fragment } from 'react'
import styles from './Kbd.module.css'

/** Keys as they are pressed: `keys="Ctrl K"` is one cap, `keys={['g', 'c']}` one after the other. */
export function Kbd({ keys }: { keys: string | readonly string[] }) {
  const caps = typeof keys === 'string' ? [keys] : keys
  return (
    <span className={styles.keys}>
      {caps.map((cap, index) => (
        <Fragment key={cap}>
          {index > 0 && ' '}
          <kbd className={styles.cap}>{cap}</kbd>
        </Fragment>
      ))}
    </span>
  )
}
