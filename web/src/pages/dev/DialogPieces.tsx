import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Pieces.module.css'

type Which = 'form' | 'wide' | 'confirm' | 'typed' | 'refused' | 'once'

export function DialogPieces() {
  const [which, setWhich] = useState<Which | null>(null)
  const [name, setName] = useState('')
  const close = () => setWhich(null)
  const button = (kind: Which, word: string) => <Button onClick={() => setWhich(kind)}>{word}</Button>
  return (
    <Panel title="Dialogs">
      <div className={styles.row}>
        {button('form', 'A form…')}
        {button('wide', 'A wide one…')}
        {button('once', 'Shown once…')}
        {button('confirm', 'A question…')}
        {button('typed', 'Typed confirmation…')}
        {button('refused', 'Refused…')}
      </div>
      <Dialog
        open={which === 'form'}
        onClose={close}
        title="Invite a member"
        about="Harbour & Finch"
        typed={name !== ''}
        consequence="The invitation is sent by e-mail and works for 7 days."
        onSubmit={close}
        actions={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="filled" type="submit">
              Invite
            </Button>
          </>
        }
      >
        <TextInput
          data-autofocus
          label="E-mail address"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Role"
          defaultValue="viewer"
          error="A manager cannot make an owner. Ask an owner, or choose manager."
        />
      </Dialog>
      <Dialog
        open={which === 'wide'}
        onClose={close}
        wide
        title="Enable backups"
        about="orders-db, DigitalOcean FRA1"
        consequence="The first backup is due tonight at 02:00."
        actions={
          <Button variant="filled" onClick={close}>
            Enable files and native
          </Button>
        }
      >
        <p>A dialog of 960 px, for planners.</p>
      </Dialog>
      <Dialog
        open={which === 'once'}
        onClose={close}
        title="The key is made"
        about="Deploy from CI"
        consequence="Closing this is the last you see of it."
        actions={
          <Button variant="filled" onClick={close}>
            Done
          </Button>
        }
      >
        <CopyField label="API key" value="bst_ab12_3vQkPz8WmXh2nYtR5cLd7fGjK9sA4eUb" help="Shown this once." />
      </Dialog>
      <ConfirmDialog
        open={which === 'confirm'}
        onClose={close}
        title="Revoke this key"
        about="Deploy from CI"
        verb="Revoke Deploy from CI"
        busy={false}
        error={null}
        onConfirm={close}
      >
        Whatever uses this key is refused from now on. It was last used today.
      </ConfirmDialog>
      <ConfirmDialog
        open={which === 'typed'}
        onClose={close}
        title="Delete Kestrel Dental"
        verb="Delete Kestrel Dental"
        typedName="Kestrel Dental"
        consequence="This cannot be taken back."
        busy={false}
        error={null}
        onConfirm={close}
      >
        4 members lose access at once, and 2 API keys stop working.
      </ConfirmDialog>
      <ConfirmDialog
        open={which === 'refused'}
        onClose={close}
        title="Remove Ada Finch"
        verb="Remove Ada Finch"
        busy={false}
        error={new Error('Harbour & Finch would be left without an owner. Make somebody else an owner first.')}
        onConfirm={close}
      >
        She loses access to Harbour & Finch.
      </ConfirmDialog>
    </Panel>
  )
}
