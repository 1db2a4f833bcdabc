import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './RowMenu.module.css'
import { useRowTabIndex } from './table/table-context.ts'

/**
 * The three dots at the end of a row. The label names the row, because "menu" alone says nothing. Of many rows few are opened:
 * until then there is only the button.
 */
export function RowMenu({ label, children }: { label: string; children: ReactNode }) {
  const tabIndex = useRowTabIndex()
  const [asked, setAsked] = useState(false)
  const button = {
    type: 'button',
    className: styles.dots,
    tabIndex,
    'aria-label': label,
    'aria-haspopup': 'menu',
    children: <IconDots size={16} stroke={1.6} aria-hidden="true" />,
  } as const
  if (!asked) return <button {...button} aria-expanded={false} onClick={() => setAsked(true)} />
  return <OpenedMenu button={button}>{children}</OpenedMenu>
}

type Opened = { button: React.ComponentProps<'button'>; children: ReactNode }

/** Its button is another one than was pressed, and takes the focus over before it opens, so that Escape gives it back. */
function OpenedMenu({ button, children }: Opened) {
  const [opened, setOpened] = useState(false)
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    ref.current?.focus({ preventScroll: true })
    setOpened(true)
  }, [])
  return (
    <Menu opened={opened} onChange={setOpened}>
      <Menu.Target>
        <button {...button} ref={ref} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
