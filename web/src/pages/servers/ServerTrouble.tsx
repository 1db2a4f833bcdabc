import type { Server } from '../../api/server-types.ts'
import { LeaveOffButton } from '../../components/LeaveOffButton.tsx'
import type { BackupAction } from '../../lib/backup-action.ts'
import { againPrice } from '../../lib/charge-words.ts'
import { operatorWords } from '../../lib/operator-words.ts'
import { serverStates } from '../../lib/server-states.ts'
import { serverTrouble, type ServerTrouble as Trouble } from '../../lib/server-trouble.ts'
import { useNow } from '../../lib/use-now.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import { states } from '../../ui/marks/states.ts'
import { Notice } from '../../ui/Notice.tsx'
import { MethodActs } from './MethodActs.tsx'
import styles from './Server.module.css'
import { useCosts } from './use-costs.ts'

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
  const now = useNow()
  const trouble = serverTrouble(props.server, { label: props.label, host, now })
  const [state] = serverStates(props.server, now)
  if (trouble === null) return null
  return (
    <div className={styles.notice}>
      <Notice
        tone={trouble.tone}
        title={trouble.fact}
        icon={state && <StateMark mark={states.server[state].mark} tone="inherit" />}
        actions={props.action.why === null && <Ways {...props} trouble={trouble} />}
      >
        {trouble.more}
      </Notice>
    </div>
  )
}

function Ways({ server, trouble, action, onEnable }: Props & { trouble: Trouble }) {
  const costs = useCosts(server)
  if (action.kind !== 'enable' || action.again.length === 0)
    return trouble.method && <MethodActs server={server} method={trouble.method} />
  return (
    <>
      <ActionButton variant="quiet" disabledReason={action.whyNotOn} onClick={onEnable}>
        Enable again{againPrice(costs, action.again)}…
      </ActionButton>
      <LeaveOffButton server={server} methods={action.again} hasPlace={action.whyNotOn === null} />
    </>
  )
}
