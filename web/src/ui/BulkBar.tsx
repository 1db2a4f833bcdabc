import { CloseButton } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import styles from './BulkBar.module.css'

type Props = {
  count: string
  /** What it costs: "3 of 21 free places needed". */
  cost?: ReactNode
  children: ReactNode
  onClear: () => void
}

/** What can be done with the rows that are checked. It floats, and never covers the last row. Escape clears the selection. */
export function BulkBar({ count, cost, children, onClear }: Props) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      // Dialogs and menus close by the same key; the selection outlives them.
      if (document.querySelector('[aria-modal="true"], [role="menu"]') === null) onClear()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onClear])
  return (
    <>
      <div className={styles.spacer} />
      <section className={styles.bar} aria-label="Selection" data-selection-bar>
        <p className={styles.count} role="status">
          <strong className="bs-num">{count}</strong> selected
        </p>
        {cost && <p className={styles.cost}>{cost}</p>}
        <div className={styles.acts}>{children}</div>
        <CloseButton className={styles.close} aria-label="Clear the selection" onClick={onClear} />
      </section>
    </>
  )
}
