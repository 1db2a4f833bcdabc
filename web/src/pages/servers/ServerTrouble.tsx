import { Button } from '@mantine/core'
import type { Server } from '../../api/server-types.ts'
import type { BackupAction } from '../../lib/backup-action.ts'
import type { serverTrouble } from '../../lib/server-trouble.ts'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Server.module.css'
import { useLeaveOff } from './use-leave-off.ts'

type Props = {
  server: Server
  trouble: NonNullable<ReturnType<typeof serverTrouble>>
  action: BackupAction
  onEnable: () => void
}

/** What is wrong with a server, and the way out where it is one press. */
export function ServerTrouble({ server, trouble, action, onEnable }: Props) {
  const leaveOff = useLeaveOff(server)
  return (
    <div className={styles.notice}>
      <Notice
        tone={trouble.tone}
        title={trouble.fact}
        actions={
          action.kind === 'enable' &&
          action.again &&
          action.why === null && (
            <>
              <Button variant="quiet" onClick={onEnable}>
                Enable again…
              </Button>
              <Button variant="plain" onClick={leaveOff}>
                Leave off
              </Button>
            </>
          )
        }
      >
        {trouble.more}
      </Notice>
    </div>
  )
}
