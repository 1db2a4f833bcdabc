import styles from './Skeleton.module.css'

/**
 * A bar where text will stand. It shows itself only after 200 ms, so that quick answers do not flicker; that it is busy tells
 * whoever waits for the whole page.
 */
export function Skeleton({ width = '60%' }: { width?: number | string }) {
  return <span className={styles.bar} style={{ width }} aria-hidden="true" aria-busy="true" />
}
