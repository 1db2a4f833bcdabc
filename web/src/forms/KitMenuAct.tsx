import { IconKey } from '@tabler/icons-react'
import { MenuAct } from '../ui/MenuAct.tsx'

/** The entry of a menu that opens the recovery kit. */
export function KitMenuAct({ onClick }: { onClick: () => void }) {
  return (
    <MenuAct icon={<IconKey size={16} stroke={1.6} />} onClick={onClick}>
      Recovery kit…
    </MenuAct>
  )
}
