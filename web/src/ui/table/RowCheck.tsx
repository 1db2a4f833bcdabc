import type { MouseEvent } from 'react'
import styles from './RowCheck.module.css'
import { useRowTabIndex } from './table-context.ts'

type Props = {
  label: string
  checked: boolean
  reason: string | null | undefined
  /** `range`: Shift was held, which takes the rows in between along. */
  onPress: (range: boolean) => void
}

/** The check of one row: the browser's own, since a list has many of them. */
export function RowCheck({ label, checked, reason, onPress }: Props) {
  const tabIndex = useRowTabIndex()
  return (
    <input
      type="checkbox"
      className={styles.check}
      tabIndex={tabIndex}
      aria-label={`Select ${label}`}
      checked={checked}
      disabled={Boolean(reason)}
      title={reason ?? undefined}
      readOnly
      onClick={(event: MouseEvent) => onPress(event.shiftKey)}
    />
  )
}
