import { CloseButton } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { focusHome, setFocusHome } from '../lib/focus-home.ts'
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
  useEffect(() => {
    let last = document.activeElement
    const onFocus = ({ target }: FocusEvent) => {
      // Of the page itself: neither of this bar, nor of a dialog or menu above it.
      if (target instanceof Element && target.closest('main') && !target.closest('[data-selection-bar]')) last = target
    }
    document.addEventListener('focusin', onFocus)
    return () => {
      document.removeEventListener('focusin', onFocus)
      // Its row may be gone, too: then the list's, whichever has its turn.
      setFocusHome(() => (last?.isConnected ? last : document.querySelector('main [data-row][tabindex="0"]')))
      setTimeout(focusHome)
    }
  }, [])
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
