import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useCreateApiKey } from '../api/api-keys.ts'
import { fieldProblems } from '../api/field-problems.ts'
import type { NewApiKey, Role } from '../api/types.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { ApiKeyFields, type ApiKeyValues } from './ApiKeyFields.tsx'
import { checks } from './checks.ts'
import { NewApiKeyFacts } from './NewApiKeyFacts.tsx'
import { Refusal } from './Refusal.tsx'

type Props = {
  open: boolean
  onClose: () => void
  /** The organization the key is for; null lets an operator choose. */
  organization: { id: string; name: string } | null
  /** As what one looks; no key reaches above it. */
  viewerRole: Role | 'operator'
}

/** Makes an API key: name, what it may do, when it ends; then the key, shown this once. */
export function CreateApiKeyDialog({ open, onClose, organization, viewerRole }: Props) {
  const create = useCreateApiKey()
  const [copied, setCopied] = useState(false)
  const fresh: ApiKeyValues = {
    name: '',
    reach: organization ? 'organization' : 'operator',
    organization_id: organization?.id ?? null,
    role: 'viewer',
    expires: '90',
  }
  const form = useForm<ApiKeyValues>({
    initialValues: fresh,
    validate: {
      name: checks.name,
      organization_id: (id, values) =>
        values.reach === 'organization' && !id ? 'Choose the customer this key is for.' : null,
    },
  })
  useOnOpen(open, () => {
    form.setValues(fresh)
    form.resetDirty(fresh)
    form.clearErrors()
    create.reset()
    setCopied(false)
  })
  const send = form.onSubmit(({ name, reach, organization_id, role, expires }) => {
    const whose = reach === 'operator' ? { operator: true } : { organization_id, role }
    const expires_in_days = expires === 'never' ? null : Number(expires)
    create.mutate(
      { name: name.trim(), ...whose, expires_in_days },
      { onError: (error) => form.setErrors(fieldProblems(error)) },
    )
  })
  const made: NewApiKey | undefined = create.data
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={made ? `Key ${made.name}` : 'New API key'}
      about={made ? reachOf(made) : organization ? `For ${organization.name}` : 'For a program that uses the API.'}
      typed={made !== undefined || form.isDirty()}
      consequence={
        !made
          ? 'The key is shown once, right after this.'
          : copied
            ? 'Copied. Keep it where passwords are kept.'
            : 'Not copied yet. It cannot be shown again; a lost key is replaced by a new one.'
      }
      onSubmit={made ? undefined : () => send()}
      actions={
        made ? (
          <Button variant={copied ? 'filled' : 'default'} onClick={onClose}>
            Done
          </Button>
        ) : (
          <DialogActions onClose={onClose} loading={create.isPending}>
            Make the key
          </DialogActions>
        )
      }
    >
      {made ? (
        <NewApiKeyFacts apiKey={made} onCopied={() => setCopied(true)} />
      ) : (
        <ApiKeyFields form={form} choosesReach={organization === null} viewerRole={viewerRole} />
      )}
      <Refusal title="No key was made." error={create.error} fields={['name', 'organization_id']} />
    </Dialog>
  )
}

function reachOf(made: NewApiKey): string {
  return made.operator ? 'operator key' : `${made.role} of ${made.organization_name}`
}
