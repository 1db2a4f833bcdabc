import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useCreateApiKey } from '../api/api-keys.ts'
import { fieldProblems } from '../api/field-problems.ts'
import { useOrganizations } from '../api/organizations.ts'
import type { Role } from '../api/types.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ChoiceList } from '../ui/ChoiceList.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { checks } from './checks.ts'
import { ExpiryChoice, type ExpiryDays } from './ExpiryChoice.tsx'
import { fieldProps } from './field-props.ts'
import { NewApiKeyDialog } from './NewApiKeyDialog.tsx'
import { Refusal } from './Refusal.tsx'
import { RoleChoice } from './RoleChoice.tsx'

type Props = {
  open: boolean
  onClose: () => void
  /** The organization the key is for; null lets an operator choose. */
  organization: { id: string; name: string } | null
  /** As what one looks; no key reaches above it. */
  viewerRole: Role | 'operator'
}

type Values = {
  name: string
  reach: 'operator' | 'organization'
  organization_id: string | null
  role: Role
  expires: ExpiryDays
}

/** Makes an API key: name, what it may do, when it ends; then the key, shown this once. */
export function CreateApiKeyDialog({ open, onClose, organization, viewerRole }: Props) {
  const create = useCreateApiKey()
  const organizations = useOrganizations('', open && organization === null)
  const fresh: Values = {
    name: '',
    reach: organization ? 'organization' : 'operator',
    organization_id: organization?.id ?? null,
    role: 'viewer',
    expires: '90',
  }
  const form = useForm<Values>({
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
  })
  const send = form.onSubmit(({ name, reach, organization_id, role, expires }) => {
    const whose = reach === 'operator' ? { operator: true } : { organization_id, role }
    const expires_in_days = expires === 'never' ? null : Number(expires)
    create.mutate(
      { name: name.trim(), ...whose, expires_in_days },
      { onError: (error) => form.setErrors(fieldProblems(error)) },
    )
  })
  if (create.data) return <NewApiKeyDialog open={open} onClose={onClose} apiKey={create.data} />
  const forOrganization = form.values.reach === 'organization'
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="New API key"
      about={organization ? `For ${organization.name}` : 'For programs that use the API in your place.'}
      typed={form.isDirty()}
      consequence="The key is shown once, right after this."
      onSubmit={() => send()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="filled" type="submit" loading={create.isPending}>
            Make the key
          </Button>
        </>
      }
    >
      <TextInput
        data-autofocus
        label="Name"
        description="What will use it, so that you know later: deploy script, monitoring."
        autoComplete="off"
        {...fieldProps(form, 'name')}
      />
      {organization === null && (
        <ChoiceList
          label="Reaches"
          value={form.values.reach}
          onChange={(reach) => form.setFieldValue('reach', reach)}
          choices={[
            {
              value: 'operator',
              word: 'The whole installation',
              text: 'An operator key: everything an operator may, in every organization.',
            },
            {
              value: 'organization',
              word: 'One customer',
              text: 'Sees and changes that organization only, within a role.',
            },
          ]}
        />
      )}
      {organization === null && forOrganization && (
        <Select
          label="Customer"
          searchable
          placeholder={organizations.rows ? 'Type to search' : 'Loading the customers'}
          data={(organizations.rows ?? []).map((one) => ({ value: one.id, label: one.name }))}
          nothingFoundMessage="No customer has such a name."
          error={form.errors.organization_id}
          value={form.values.organization_id}
          onChange={(id) => form.setFieldValue('organization_id', id)}
        />
      )}
      {forOrganization && (
        <RoleChoice
          label="May do what this role may"
          upTo={viewerRole}
          value={form.values.role}
          onChange={(next) => form.setFieldValue('role', next)}
        />
      )}
      <ExpiryChoice value={form.values.expires} onChange={(expires) => form.setFieldValue('expires', expires)} />
      <Refusal title="No key was made." error={create.error} fields={['name', 'organization_id']} />
    </Dialog>
  )
}
