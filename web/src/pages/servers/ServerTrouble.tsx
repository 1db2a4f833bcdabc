import { IconEqualNot } from '@tabler/icons-react'
import type { Server } from '../../api/server-types.ts'
import { LeaveOffButton } from '../../components/LeaveOffButton.tsx'
import type { BackupAction } from '../../lib/backup-action.ts'
import { operatorWords } from '../../lib/operator-words.ts'
import { serverTrouble, type ServerTrouble as Trouble } from '../../lib/server-trouble.ts'
import { useNow } from '../../lib/use-now.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { MethodActs } from './MethodActs.tsx'
import styles from './Server.module.css'

type Props = {
  server: Server
  /** What the provider is called. */
  label: string
  action: BackupAction
  onEnable: () => void
}

/** What is wrong with a server, and the way out where it is one press. */
export function ServerTrouble(props: Props) {
  const { me } = useViewer()
  const host = operatorWords(me.installation.name)
  const trouble = serverTrouble(props.server, { label: props.label, host, now: useNow() })
  if (trouble === null) return null
  return (
    <div className={styles.notice}>
      <Notice
        tone={trouble.tone}
        title={trouble.fact}
        icon={trouble.drifted ? <IconEqualNot size={16} stroke={1.6} /> : undefined}
        actions={props.action.why === null && <Ways {...props} trouble={trouble} />}
      >
        {trouble.more}
      </Notice>
    </div>
  )
}

function Ways({ server, trouble, action, onEnable }: Props & { trouble: Trouble }) {
  if (action.kind !== 'enable' || action.again.length === 0)
    return trouble.method && <MethodActs server={server} method={trouble.method} />
  return (
    <>
      <ActionButton variant="quiet" disabledReason={action.whyNotOn} onClick={onEnable}>
        Enable again…
      </ActionButton>
      <LeaveOffButton server={server} methods={action.again} hasPlace={action.whyNotOn === null} />
    </>
  )
}
