import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { fieldProblems } from '../../api/field-problems.ts'
import { useConnectProviderAccount } from '../../api/provider-accounts.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { OrganizationSelect } from '../../components/OrganizationSelect.tsx'
import { checks } from '../../forms/checks.ts'
import { fieldProps } from '../../forms/field-props.ts'
import { MoreFields } from '../../forms/MoreFields.tsx'
import { Refusal } from '../../forms/Refusal.tsx'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { CredentialFields } from './CredentialFields.tsx'
import { checkCredentials, checkEndpoint } from './check-credentials.ts'

type Props = { open: boolean; onClose: () => void; providers: readonly ProviderSummary[] }

const fresh = { label: '', endpoint: '' }

/** Connects an account: the provider checks the credentials before anything is kept. */
export function ConnectAccountDialog({ open, onClose, providers }: Props) {
  const go = useGo()
  const connect = useConnectProviderAccount()
  const [name, setName] = useState('')
  const [credentials, setCredentials] = useState<Record<string, string>>({})
  const [organizationId, setOrganizationId] = useState<string | null>(null)
  const provider = providers.find((one) => one.name === name) ?? providers[0]
  const form = useForm({ initialValues: fresh, validate: { label: checks.name, endpoint: checkEndpoint } })
  useOnOpen(open, () => {
    form.reset()
    connect.reset()
    setCredentials({})
    setOrganizationId(null)
  })
  if (!provider) return null
  const fields = ['label', 'endpoint', ...provider.credential_fields.map((field) => `credentials.${field.name}`)]
  const send = () => {
    const found = { ...form.validate().errors, ...checkCredentials(provider, credentials) }
    form.setErrors(found)
    if (Object.keys(found).length > 0) return
    const { label, endpoint } = form.getValues()
    connect.mutate(
      {
        provider: provider.name,
        label: label.trim(),
        credentials,
        endpoint: endpoint.trim() || null,
        organization_id: organizationId,
      },
      {
        onSuccess: (account) => {
          showToast({ title: 'Connected.', message: `${account.label}: sync it to find its servers.` })
          go(paths.providerAccount(account.id), { replace: true })
        },
        onError: (error) => form.setErrors(fieldProblems(error)),
      },
    )
  }
  const typed = form.isDirty() || Object.values(credentials).some(Boolean)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Connect a provider account"
      about="Backstay finds its servers and switches their backups on and off."
      typed={typed}
      consequence="Nothing changes there. What the provider refuses is not kept."
      onSubmit={send}
      actions={
        <DialogActions onClose={onClose} loading={connect.isPending}>
          Check and connect
        </DialogActions>
      }
    >
      <ChoiceList
        label="Provider"
        value={provider.name}
        choices={providers.map((one) => ({ value: one.name, word: one.label }))}
        onChange={(next) => {
          setName(next)
          setCredentials({})
          form.clearErrors()
          connect.reset()
        }}
      />
      <TextInput
        data-autofocus
        label="Label"
        description="How you tell it apart from others at the same provider."
        autoComplete="off"
        {...fieldProps(form, 'label')}
      />
      <CredentialFields provider={provider} values={credentials} errors={form.errors} onChange={setCredentials} />
      <MoreFields open={form.errors.endpoint !== undefined}>
        <TextInput
          label="Address of the API"
          description={`In place of ${provider.label}'s own: a sandbox cloud or a proxy. Empty means their own.`}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          {...fieldProps(form, 'endpoint')}
        />
        <OrganizationSelect
          label="Belongs to"
          description="A customer's own account brings servers to that customer only."
          none="Operators, for all customers"
          value={organizationId}
          onChange={setOrganizationId}
        />
      </MoreFields>
      <Refusal title="Not connected." error={connect.error} fields={fields} />
    </Dialog>
  )
}
