import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useRowTabIndex } from './table/table-context.ts'

/** The three dots at the end of a row. The label names the row, because "menu" alone says nothing. */
export function RowMenu({ label, children }: { label: string; children: ReactNode }) {
  const tabIndex = useRowTabIndex()
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon tabIndex={tabIndex} aria-label={label}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
