import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCreateEnrolment } from '../api/file-backups.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { CopyField } from '../ui/CopyField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Time } from '../ui/Time.tsx'
import { Refusal } from './Refusal.tsx'

export type AddingMachine = { organization_id: string } | { server_id: string; server_name: string }

type Props = { adding: AddingMachine | null; onClose: () => void }

/** Gives out the one command that installs the agent: on a machine that becomes a server, or on a server that is here. */
export function AddMachineDialog({ adding, onClose }: Props) {
  const create = useCreateEnrolment()
  const [name, setName] = useState('')
  useOnOpen(adding !== null, () => {
    create.reset()
    setName('')
  })
  const made = create.data
  const known = adding !== null && 'server_id' in adding ? adding : null
  const send = () => {
    if (adding === null || made || create.isPending) return
    create.mutate(known ? { server_id: known.server_id } : { ...adding, server_name: name.trim() || undefined })
  }
  return (
    <Dialog
      open={adding !== null}
      onClose={onClose}
      title={known ? `Install the agent on ${known.server_name}` : 'Add a machine'}
      about="Any Linux machine, at any provider or at none"
      typed={false}
      consequence={
        made
          ? 'The machine appears here as soon as its agent is connected.'
          : 'Nothing is billed for a server without backups.'
      }
      onSubmit={send}
      actions={
        made ? (
          <Button variant="filled" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="filled" type="submit" loading={create.isPending}>
              Show the command
            </Button>
          </>
        )
      }
    >
      {made ? (
        <>
          <CopyField
            block
            takesFocus
            label="Command"
            value={made.command}
            help="Run it on the machine, as root for files of everybody. It works once."
          />
          <p className="bs-second">
            Good until <Time iso={made.expires_at} />. The agent calls out only; no port is opened on the machine.
          </p>
        </>
      ) : known ? (
        <p>An agent that is there already is replaced; backups and their history stay.</p>
      ) : (
        <TextInput
          data-autofocus
          label="Name"
          description="Left empty, the machine is called by its host name."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
        />
      )}
      {create.error && <Refusal title="No command was made." error={create.error} />}
    </Dialog>
  )
}
