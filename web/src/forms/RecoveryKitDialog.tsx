import { Button } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import type { RecoveryKit } from '../../../src/repositories/schema.ts'
import { useReadRecoveryKit, useRepositories } from '../api/storage.ts'
import { downloadText } from '../lib/download-text.ts'
import { nameAndDomain } from '../lib/name-and-domain.ts'
import { printText } from '../lib/print-text.ts'
import { hiddenPassword, recoveryKitName, recoveryKitText, withoutPassword } from '../lib/recovery-kit-text.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Notice } from '../ui/Notice.tsx'
import styles from './RecoveryKitDialog.module.css'
import { Refusal } from './Refusal.tsx'

type Props = { of: { server_id: string; server_name: string } | null; onClose: () => void }

/** What it takes to read a server's file backups without Backstay. Asked for by a press, since reading it is written down. */
export function RecoveryKitDialog({ of, onClose }: Props) {
  const kept = useKept(of)
  const repositories = useRepositories({ server_id: kept?.server_id ?? '' }, { enabled: kept !== null })
  const read = useReadRecoveryKit()
  useOnOpen(of !== null, () => read.reset())
  if (!kept) return null
  const repository = repositories.rows?.[0]
  const none = repositories.rows !== undefined && (repository === undefined || repository.initialized_at === null)
  const kit = read.data
  const close = () => {
    onClose()
    // The password stays nowhere once the dialog is closed.
    read.reset()
  }
  return (
    <Dialog
      open={of !== null}
      onClose={close}
      title={`Recovery kit for ${kept.server_name}`}
      about={repository ? nameAndDomain(repository.storage_location) : undefined}
      consequence={
        kit ? 'The activity says who read it, and when.' : 'Reading it is written into the activity, with your name.'
      }
      actions={
        kit ? (
          <>
            <Button
              leftSection={<IconPrinter size={16} stroke={1.6} />}
              onClick={() => printText(recoveryKitText(kit))}
            >
              Print
            </Button>
            <Button
              leftSection={<IconDownload size={16} stroke={1.6} />}
              onClick={() => downloadText(recoveryKitName(kit.server_name), recoveryKitText(kit))}
            >
              Download
            </Button>
            <Button variant="filled" onClick={close}>
              Close
            </Button>
          </>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            {repository && !none && (
              <Button variant="filled" loading={read.isPending} onClick={() => read.mutate(repository.id)}>
                Read the kit
              </Button>
            )}
          </>
        )
      }
    >
      {kit ? (
        <Kit kit={kit} />
      ) : (
        <>
          <p>
            The file backups of {kept.server_name} lie in a plain restic repository. The kit holds where it is, its
            password and the exact commands, so that everything can be read and restored with restic alone, also when
            Backstay or its database is lost.
          </p>
          <p className="bs-second">
            Whoever has it can read every file backup of this server. Keep it on paper or in a password store, away from
            the server and from the backups themselves. It stays good for as long as the repository is there.
          </p>
          {none && (
            <Notice tone="info" title="There is no repository yet.">
              The first file backup of this server makes one; the kit is here from then on.
            </Notice>
          )}
          <Refusal title="Not known whether there is a repository." error={repositories.error} />
          <Refusal title="The kit was not read." error={read.error} />
        </>
      )}
    </Dialog>
  )
}

function Kit({ kit }: { kit: RecoveryKit }) {
  const [shown, setShown] = useState(false)
  return (
    <>
      <Facts
        rows={[
          [
            'Repository',
            <span key="address" className={styles.secret}>
              <code>{kit.address}</code>
              <CopyButton size="xs" value={kit.address} label="Copy the address of the repository" />
            </span>,
          ],
          [
            'Password',
            <span key="password" className={styles.secret}>
              <code>{shown ? kit.password : hiddenPassword}</code>
              <Button size="xs" aria-pressed={shown} onClick={() => setShown(!shown)}>
                {shown ? 'Hide' : 'Show'}
                <span className="bs-hidden"> the password</span>
              </Button>
              <CopyButton size="xs" value={kit.password} label="Copy the password" />
            </span>,
          ],
        ]}
      />
      <ol className={styles.steps}>
        {kit.commands.map(({ what, command }) => (
          <li key={what}>
            <p>{what}</p>
            <div className={styles.command}>
              <code>{shown ? command : withoutPassword(command, kit.password)}</code>
              <CopyButton size="xs" value={command} label={`Copy the command: ${what}`} />
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}
