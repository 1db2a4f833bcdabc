import { IconShieldPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Server } from '../api/server-types.ts'
import type { BackupAction } from '../lib/backup-action.ts'
import { viewerWhy } from '../lib/roles.ts'
import { paths } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { ActionButton } from '../ui/ActionButton.tsx'
import { StateMark } from '../ui/marks/StateMark.tsx'
import styles from './BackupButtons.module.css'

type Props = {
  server: Server
  action: BackupAction
  onToggle: (enable: boolean) => void
  /** Takes back the wish for backups that were switched off elsewhere: needs no dialog, since nothing is there to lose. */
  onLeaveOff: () => void
  /** What else can be done, after that. */
  children?: ReactNode
}

/** Whether backups are on, and the button that changes it. */
export function BackupButtons({ server, action, onToggle, onLeaveOff, children }: Props) {
  if (action.kind === 'busy') return null
  // The head of the page says it once for all of them.
  const whySaid = action.why === viewerWhy ? null : action.why
  if (action.kind === 'enabled') {
    return (
      <div className={styles.row}>
        <span className={styles.enabled}>
          <StateMark mark="tick" tone="inherit" />
          Backups enabled
        </span>
        {action.unwanted !== null && (
          <ActionButton disabledReason={action.why} onClick={() => onToggle(true)}>
            Keep backups…
            <Of server={server} />
          </ActionButton>
        )}
        {action.unwanted !== 'cancelling' && (
          <ActionButton variant="plain" disabledReason={action.why} onClick={() => onToggle(false)}>
            Disable…
            <Of server={server} />
          </ActionButton>
        )}
        {children}
        {whySaid !== null && <span className={styles.whyBelow}>{whySaid}</span>}
      </div>
    )
  }
  return (
    <div className={styles.row}>
      <ActionButton
        variant={action.why === null ? 'filled' : 'default'}
        leftSection={<IconShieldPlus size={16} stroke={1.6} aria-hidden="true" />}
        disabledReason={action.why}
        onClick={() => onToggle(true)}
      >
        {action.again ? 'Enable again…' : 'Enable backups…'}
        <Of server={server} />
      </ActionButton>
      {whySaid !== null && <span className={styles.why}>{whySaid}</span>}
      {action.again && action.why === null && (
        <ActionButton variant="plain" onClick={onLeaveOff}>
          Leave off
          <Of server={server} />
        </ActionButton>
      )}
      {action.plans && (
        <AppLink to={paths.plans()} className={styles.more}>
          See plans
        </AppLink>
      )}
      {children}
    </div>
  )
}

/** Among twenty such buttons the one that is heard has to say whose it is. */
function Of({ server }: { server: Server }) {
  return <span className="bs-hidden"> {server.name}</span>
}
