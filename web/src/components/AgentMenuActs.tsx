import { IconPlayerPause, IconPlayerPlay, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { MenuAct } from '../ui/MenuAct.tsx'

const icon = { size: 16, stroke: 1.6 }

type Props = {
  paused: boolean
  /** Why this person may do none of it, or null. */
  why: string | null
  onPause: () => void
  onReplace: () => void
  onRevoke: () => void
}

/** The entries of an agent's menu. */
export function AgentMenuActs({ paused, why, onPause, onReplace, onRevoke }: Props) {
  return (
    <>
      <MenuAct
        disabledReason={why}
        icon={paused ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
        onClick={onPause}
      >
        {paused ? 'Resume' : 'Pause'}
      </MenuAct>
      <MenuAct disabledReason={why} icon={<IconRefresh {...icon} />} onClick={onReplace}>
        Replace…
      </MenuAct>
      <MenuAct danger disabledReason={why} icon={<IconPlugConnectedX {...icon} />} onClick={onRevoke}>
        Revoke…
      </MenuAct>
    </>
  )
}
