import { IconShieldPlus } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense } from 'react'
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
  /** What else can be done, after that. */
  children?: ReactNode
}

// Few servers are off although wanted.
const LeaveOffButton = lazy(async () => ({ default: (await import('./LeaveOffButton.tsx')).LeaveOffButton }))

/** Whether backups are on, and the button that changes it. */
export function BackupButtons({ server, action, onToggle, children }: Props) {
  if (action.kind === 'busy') return null
  const why = action.kind === 'enable' ? action.whyNotOn : action.why
  // The head of the page says it once for all of them.
  const whySaid = why === viewerWhy ? null : why
  if (action.kind === 'enabled') {
    return (
      <div className={styles.row} data-backup-buttons>
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
    <div className={styles.row} data-backup-buttons>
      <ActionButton
        variant={why === null ? 'filled' : 'default'}
        leftSection={<IconShieldPlus size={16} stroke={1.6} aria-hidden="true" />}
        disabledReason={why}
        onClick={() => onToggle(true)}
      >
        {action.again.length > 0 ? 'Enable again…' : 'Enable backups…'}
        <Of server={server} />
      </ActionButton>
      {whySaid !== null && <span className={styles.why}>{whySaid}</span>}
      {action.again.length > 0 && action.why === null && (
        <Suspense fallback={null}>
          <LeaveOffButton server={server} methods={action.again} hasPlace={action.whyNotOn === null} />
        </Suspense>
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
