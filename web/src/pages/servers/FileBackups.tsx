import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import { useAgents } from '../../api/agents.ts'
import { useBackUpNow } from '../../api/protections.ts'
import type { Server } from '../../api/server-types.ts'
import { HistoryTable } from '../../components/HistoryTable.tsx'
import { AddMachineDialog, FilesDialog, RestoreDialog } from '../../forms/lazy-dialogs.ts'
import type { Restoring } from '../../forms/RestoreDialog.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { RecoveryStrip } from '../../ui/strip/RecoveryStrip.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.tsx'
import { showToast } from '../../ui/toast/show-toast.tsx'
import styles from './Server.module.css'

type Props = { server: Server; mayChange: boolean }

/** The history of a server's backups, and what can be done with it. */
export function FileBackups({ server, mayChange }: Props) {
  const agents = useAgents({ server_id: server.id })
  const backUp = useBackUpNow()
  const [adding, setAdding] = useState(false)
  const [browsed, setBrowsed] = useState<RecoveryPoint | null>(null)
  const [restoring, setRestoring] = useState<Restoring | null>(null)
  const hasAgent = (agents.rows?.length ?? 0) > 0
  const files = server.protections.find((one) => one.method === 'files' && one.desired_state === 'on')
  const start = () =>
    backUp.mutate(server.id, {
      onSuccess: () => showToast({ title: 'The backup is under way.', message: 'Runs below shows how far it is.' }),
      onError: (error) => showErrorToast(`${server.name} was not backed up.`, error),
    })
  return (
    <>
      <Sheet>
        <Panel
          title="History"
          flush
          action={
            mayChange && (
              <>
                {!hasAgent && agents.rows && (
                  <Button variant="quiet" size="xs" onClick={() => setAdding(true)}>
                    Install the agent…
                  </Button>
                )}
                <ActionButton
                  size="xs"
                  loading={backUp.isPending}
                  disabledReason={whyNoBackup(files !== undefined, hasAgent)}
                  onClick={start}
                >
                  Back up now
                </ActionButton>
              </>
            )
          }
        >
          {server.strip && (
            <div className={styles.strip}>
              <RecoveryStrip data={server.strip} size="m" />
            </div>
          )}
          <HistoryTable
            serverId={server.id}
            onBrowse={setBrowsed}
            onRestore={mayChange ? (point) => setRestoring({ server, point, include: [] }) : null}
            empty={emptyWords(files !== undefined, hasAgent)}
          />
        </Panel>
      </Sheet>
      <AddMachineDialog
        open={adding}
        adding={{ server, organization: { id: server.organization_id, name: server.organization_name } }}
        operator={false}
        onClose={() => setAdding(false)}
        onBackUp={() => setAdding(false)}
      />
      <FilesDialog
        point={browsed}
        onClose={() => setBrowsed(null)}
        onRestore={
          mayChange
            ? (point, include) => {
                setBrowsed(null)
                setRestoring({ server, point, include })
              }
            : null
        }
      />
      <RestoreDialog restoring={restoring} onClose={() => setRestoring(null)} />
    </>
  )
}

function whyNoBackup(isOn: boolean, hasAgent: boolean): string | null {
  if (!hasAgent) return 'No agent runs on this server yet.'
  return isOn ? null : 'Backups of its files are off.'
}

function emptyWords(isOn: boolean, hasAgent: boolean): string {
  if (!hasAgent)
    return 'File backups need the agent on this server. What a provider keeps itself is listed in its panel.'
  return isOn
    ? 'The first one is under way, or starts as soon as the agent is connected.'
    : 'Enable backups of its files first.'
}
