import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './MenuChoice.module.css'

type Props = {
  children: ReactNode
  onClick: () => void
  icon?: ReactNode
  /** Why it does nothing now. The entry stays reachable, so that the reason can be read and heard. */
  disabledReason?: string | null
  danger?: boolean
}

/** An entry of a menu that says why it is off instead of vanishing. */
export function MenuChoice({ children, onClick, icon, disabledReason, danger }: Props) {
  if (disabledReason) {
    return (
      <Menu.Item className={styles.off} leftSection={icon} aria-disabled closeMenuOnClick={false}>
        {children}
        <span className={styles.reason}>{disabledReason}</span>
      </Menu.Item>
    )
  }
  return (
    <Menu.Item className={danger ? styles.danger : undefined} leftSection={icon} onClick={onClick}>
      {children}
    </Menu.Item>
  )
}
