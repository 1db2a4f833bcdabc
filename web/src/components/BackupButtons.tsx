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
import type { LeaveOff } from './use-leave-off.ts'

type Props = {
  server: Server
  action: BackupAction
  onToggle: (enable: boolean) => void
  /** In a row of a table, which says by itself how the backups are: the acts alone, and what keeps from them beside each. */
  inRow?: boolean
  /** What else can be done, after that. */
  children?: ReactNode
}

// Few servers are off although wanted.
const LeaveOffButton = lazy(async () => ({ default: (await import('./LeaveOffButton.tsx')).LeaveOffButton }))

/** Whether backups are on, and the button that changes it. */
export function BackupButtons({ server, action, onToggle, inRow, children }: Props) {
  if (action.kind === 'busy') return inRow ? <span className="bs-dim">under way</span> : null
  const why = action.kind === 'enable' ? action.whyNotOn : action.why
  // The head of the page says it once for all of them.
  const whySaid = inRow || why === viewerWhy ? null : why
  if (action.kind === 'waiting')
    return (
      <div className={styles.row} data-in-row={inRow} data-backup-buttons>
        <span className={styles.why}>{whySaid ?? 'Waits for its agent'}</span>
        {why === null && <LeaveOffHere server={server} methods={action.methods} hasPlace inRow={inRow} />}
        {children}
      </div>
    )
  if (action.kind === 'enabled') {
    return (
      <div className={styles.row} data-in-row={inRow} data-backup-buttons>
        {!inRow && (
          <span className={styles.enabled}>
            <StateMark mark="tick" tone="inherit" />
            Backups enabled
          </span>
        )}
        {action.unwanted !== null && (
          <ActionButton
            variant={inRow ? 'quiet' : 'default'}
            disabledReason={action.why}
            onClick={() => onToggle(true)}
          >
            Keep backups…
            <Of server={server} />
          </ActionButton>
        )}
        {action.unwanted !== 'cancelling' && (
          <ActionButton variant={inRow ? 'quiet' : 'plain'} disabledReason={action.why} onClick={() => onToggle(false)}>
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
    <div className={styles.row} data-in-row={inRow} data-backup-buttons>
      <ActionButton
        variant={inRow ? 'quiet' : why === null ? 'filled' : 'default'}
        leftSection={inRow ? undefined : <IconShieldPlus size={16} stroke={1.6} aria-hidden="true" />}
        disabledReason={why}
        onClick={() => onToggle(true)}
      >
        {action.again.length > 0 ? 'Enable again…' : 'Enable backups…'}
        <Of server={server} />
      </ActionButton>
      {whySaid !== null && <span className={styles.why}>{whySaid}</span>}
      {action.again.length > 0 && action.why === null && (
        <LeaveOffHere server={server} methods={action.again} hasPlace={action.whyNotOn === null} inRow={inRow} />
      )}
      {action.plans && !inRow && (
        <AppLink to={paths.plans()} className={styles.more}>
          See plans
        </AppLink>
      )}
      {children}
    </div>
  )
}

function LeaveOffHere({ inRow, ...of }: LeaveOff & Pick<Props, 'inRow'>) {
  return (
    <Suspense fallback={null}>
      <LeaveOffButton {...of} variant={inRow ? 'quiet' : 'plain'} />
    </Suspense>
  )
}

/** Among twenty such buttons the one that is heard has to say whose it is. */
function Of({ server }: { server: Server }) {
  return <span className="bs-hidden"> {server.name}</span>
}
