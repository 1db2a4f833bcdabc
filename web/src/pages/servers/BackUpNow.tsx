import { Menu } from '@mantine/core'
import { IconCamera, IconFiles, IconPlayerPlay } from '@tabler/icons-react'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import type { BackupNow } from './use-backup-now.ts'

const icon = { size: 16, stroke: 1.6 }

/** Takes a backup out of turn; where there are several kinds, one chooses. */
export function BackUpNow({ backup }: { backup: BackupNow }) {
  const { ways, whyNot, busy, act, dialog } = backup
  const button = (onClick?: () => void) => (
    <ActionButton
      leftSection={<IconPlayerPlay {...icon} />}
      loading={busy}
      disabledReason={whyNot}
      {...(onClick ? { onClick } : {})}
    >
      Back up now
    </ActionButton>
  )
  if (ways.length < 2 || whyNot !== null)
    return (
      <>
        {button(() => act())}
        {dialog}
      </>
    )
  return (
    <>
      {dialog}
      <Menu>
        <Menu.Target>
          <div>{button()}</div>
        </Menu.Target>
        <Menu.Dropdown>
          {ways.map((way) => (
            <MenuAct
              key={way.method}
              icon={way.method === 'files' ? <IconFiles {...icon} /> : <IconCamera {...icon} />}
              disabledReason={way.whyNot}
              onClick={() => act(way.method)}
            >
              {way.word}
            </MenuAct>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
