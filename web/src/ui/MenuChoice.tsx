import { Menu } from '@mantine/core'
import { IconCheck, type Icon as IconType } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import floating from '../theme/floating.module.css'

type Props = { value: string; chosen: boolean; onChoose: () => void; icon?: IconType; children: ReactNode }

/** One of several choices in a menu, the present one with a tick. Choosing closes the menu. */
export function MenuChoice({ value, chosen, onChoose, icon: Icon, children }: Props) {
  return (
    <Menu.RadioItem
      value={value}
      checked={chosen}
      onChange={onChoose}
      closeMenuOnClick
      rightSection={chosen ? <IconCheck size={16} stroke={1.6} /> : undefined}
    >
      <span className={floating.choice}>
        {Icon && <Icon size={16} stroke={1.6} aria-hidden="true" />}
        <span>{children}</span>
      </span>
    </Menu.RadioItem>
  )
}
