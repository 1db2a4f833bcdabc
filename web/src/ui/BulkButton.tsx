import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import styles from './BulkBar.module.css'

type Props = {
  children: ReactNode
  onClick: () => void
  icon?: ReactNode
  primary?: boolean
  /** Why it does nothing for these rows; the button stays reachable, so that the reason can be read. */
  disabledReason?: string | null
}

/** A button on the inverse bar. */
export function BulkButton({ children, onClick, icon, primary, disabledReason }: Props) {
  return (
    <Tooltip label={disabledReason ?? ''} disabled={!disabledReason}>
      <button
        type="button"
        className={cx(styles.act, primary && styles.primary)}
        aria-disabled={disabledReason ? true : undefined}
        onClick={disabledReason ? undefined : onClick}
      >
        {icon}
        {children}
        {disabledReason && <span className="bs-hidden">: {disabledReason}</span>}
      </button>
    </Tooltip>
  )
}
