import { Menu } from '@mantine/core'
import type { MouseEvent, ReactNode } from 'react'
import styles from './MenuAct.module.css'

type Props = {
  children: ReactNode
  onClick: () => void
  icon?: ReactNode
  /** Why it does nothing now. The entry stays reachable, so that the reason can be read and heard. */
  disabledReason?: string | null
  danger?: boolean
}

/** An entry of a menu that does something, or says why it cannot. */
export function MenuAct({ children, onClick, icon, disabledReason, danger }: Props) {
  if (disabledReason) {
    return (
      <Menu.Item className={styles.off} leftSection={icon} aria-disabled closeMenuOnClick={false}>
        {children}
        <span className={styles.reason}>{disabledReason}</span>
      </Menu.Item>
    )
  }
  const act = (event: MouseEvent<HTMLElement>) => {
    // A dialog gives the focus back to what had it. This entry is gone by then; the button of its menu is not.
    menuButton(event.currentTarget)?.focus()
    onClick()
  }
  return (
    <Menu.Item className={danger ? styles.danger : undefined} leftSection={icon} onClick={act}>
      {children}
    </Menu.Item>
  )
}

function menuButton(entry: HTMLElement): HTMLElement | null {
  const id = entry.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  return id ? document.getElementById(id) : null
}
