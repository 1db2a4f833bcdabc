import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CreatedEnrolment } from '../../../src/agents/schema.ts'
import { useCreateEnrolment } from '../api/agents.ts'
import { OrganizationSelect } from '../components/OrganizationSelect.tsx'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { EnrolmentCommand } from './EnrolmentCommand.tsx'
import { MoreFields } from './MoreFields.tsx'
import { Refusal } from './Refusal.tsx'

export type AddingMachine = {
  /** For a server that is known: it gets an agent, or another one. */
  server?: { id: string; name: string }
  /** Whose server it becomes; null lets an operator choose. */
  organization: { id: string; name: string } | null
}

type Props = {
  open: boolean
  adding: AddingMachine
  /** Whether the one who adds it may choose its plan type. */
  operator: boolean
  onClose: () => void
  /** What comes after the machine is there. */
  onBackUp: (serverId: string) => void
}

const fresh = { name: '', plan_type: '', allow_commands: false, organization_id: null as string | null }

/** Gives a machine an agent: one command to paste there, and the wait until it has come. */
export function AddMachineDialog({ open, adding, operator, onClose, onBackUp }: Props) {
  const create = useCreateEnrolment()
  const [values, setValues] = useState(fresh)
  const [made, setMade] = useState<CreatedEnrolment | null>(null)
  useOnOpen(open, () => {
    create.reset()
    setMade(null)
    setValues({ ...fresh, organization_id: adding.organization?.id ?? null })
  })
  const { server } = adding
  const set = (more: Partial<typeof fresh>) => setValues((before) => ({ ...before, ...more }))
  const ready = server !== undefined || values.organization_id !== null
  const send = () => {
    if (!ready || create.isPending) return
    const whose = server
      ? { server_id: server.id }
      : {
          organization_id: values.organization_id ?? undefined,
          server_name: values.name.trim() || undefined,
          plan_type: values.plan_type.trim() || undefined,
        }
    create.mutate({ ...whose, allow_commands: values.allow_commands }, { onSuccess: setMade })
  }
  if (made)
    return (
      <EnrolmentCommand
        open={open}
        enrolment={made}
        title={server ? `Install the agent on ${server.name}` : 'Add a machine'}
        onClose={onClose}
        onBackUp={onBackUp}
      />
    )
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={server ? `Install the agent on ${server.name}` : 'Add a machine'}
      about={
        adding.organization && !server
          ? `It becomes a server of ${adding.organization.name}.`
          : 'Any Linux machine that reaches this address: at a provider, in a rack, under a desk.'
      }
      typed={values.name !== ''}
      consequence="Nothing changes on the machine until somebody runs the command there."
      onSubmit={send}
      actions={
        <DialogActions onClose={onClose} loading={create.isPending} disabled={!ready} focused>
          Make the command
        </DialogActions>
      }
    >
      {!server && adding.organization === null && (
        <OrganizationSelect
          label="Customer"
          description="Whose server it becomes. It can be given to another one later."
          value={values.organization_id}
          onChange={(organization_id) => set({ organization_id })}
        />
      )}
      {!server && (
        <TextInput
          label="Name"
          description="As it stands in the lists. Empty: the machine’s own host name."
          autoComplete="off"
          maxLength={255}
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
      )}
      {server && (
        <p>
          The agent takes backups of files and restores them. It asks this installation for work; nothing has to be
          opened in a firewall. If this server has an agent already, the new one takes its place.
        </p>
      )}
      <MoreFields open={false}>
        {!server && operator && (
          <TextInput
            label="Plan type"
            description="Plans cover servers by their type. Empty: basic."
            autoComplete="off"
            value={values.plan_type}
            onChange={(event) => set({ plan_type: event.currentTarget.value })}
          />
        )}
        <Checkbox
          label="Let commands come from here"
          description="Before and after a backup the agent runs scripts of its hooks folder. With this it also runs commands written here, as the user it runs as."
          checked={values.allow_commands}
          onChange={(event) => set({ allow_commands: event.currentTarget.checked })}
        />
      </MoreFields>
      <Refusal title="No command was made." error={create.error} />
    </Dialog>
  )
}
