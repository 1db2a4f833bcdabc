import { Menu } from '@mantine/core'
import { IconChevronUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './BulkBar.module.css'

/** What is rarer, behind the last button of the inverse bar. It opens upwards, since the bar floats at the bottom. */
export function BulkMenu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Menu position="top-end">
      <Menu.Target>
        <button type="button" className={styles.act}>
          {label}
          <IconChevronUp size={16} stroke={1.6} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
