import { Checkbox, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { fieldProblems } from '../../api/field-problems.ts'
import type { ProviderAccount } from '../../api/provider-account-types.ts'
import { useChangeProviderAccount } from '../../api/provider-accounts.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { checks } from '../../forms/checks.ts'
import { fieldProps } from '../../forms/field-props.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { CredentialFields } from './CredentialFields.tsx'
import { checkCredentials, checkEndpoint } from './check-credentials.ts'

type Props = { account: ProviderAccount | null; provider: ProviderSummary | undefined; onClose: () => void }

/** Another label, or new credentials in place of the old ones once the provider has accepted them. */
export function ChangeAccountDialog({ account, provider, onClose }: Props) {
  const kept = useKept(account)
  const change = useChangeProviderAccount()
  const [replacing, setReplacing] = useState(false)
  const [credentials, setCredentials] = useState<Record<string, string>>({})
  const form = useForm({
    initialValues: { label: '', endpoint: '' },
    validate: { label: checks.name, endpoint: checkEndpoint },
  })
  useOnOpen(account !== null, () => {
    const values = { label: account?.label ?? '', endpoint: account?.endpoint ?? '' }
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    change.reset()
    setCredentials({})
    // Credentials that are refused are what one comes for.
    setReplacing(account?.status === 'unauthorized')
  })
  if (!kept || !provider) return null
  const fields = ['label', 'endpoint', ...provider.credential_fields.map((field) => `credentials.${field.name}`)]
  const save = () => {
    const found = { ...form.validate().errors, ...(replacing ? checkCredentials(provider, credentials) : {}) }
    form.setErrors(found)
    if (Object.keys(found).length > 0) return
    const { label, endpoint } = form.getValues()
    change.mutate(
      {
        id: kept.id,
        label: label.trim(),
        ...(replacing ? { credentials, endpoint: endpoint.trim() || null } : {}),
      },
      {
        onSuccess: (changed) => {
          showToast({
            title: 'Changed.',
            message: replacing
              ? `${provider.label} accepted the new credentials.`
              : `It is called ${changed.label} now.`,
          })
          onClose()
        },
        onError: (error) => form.setErrors(fieldProblems(error)),
      },
    )
  }
  return (
    <Dialog
      open={account !== null}
      onClose={onClose}
      title={`Change ${kept.label}`}
      about={`${provider.label}, ${kept.id}`}
      typed={form.isDirty() || Object.values(credentials).some(Boolean)}
      consequence={
        replacing
          ? 'The old credentials stay in use until the provider accepts the new ones.'
          : 'Servers and backups stay as they are.'
      }
      onSubmit={save}
      actions={
        <DialogActions onClose={onClose} loading={change.isPending}>
          {replacing ? 'Check and change' : 'Change'}
        </DialogActions>
      }
    >
      <TextInput data-autofocus label="Label" autoComplete="off" {...fieldProps(form, 'label')} />
      <Checkbox
        label="Replace the credentials"
        description="Those stored are never shown, and never sent to another address than the one they were given for."
        checked={replacing}
        onChange={(event) => setReplacing(event.currentTarget.checked)}
      />
      {replacing && (
        <>
          <CredentialFields provider={provider} values={credentials} errors={form.errors} onChange={setCredentials} />
          <TextInput
            label="Address of the API"
            description={`In place of ${provider.label}'s own: a sandbox cloud or a proxy. Empty means their own.`}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            {...fieldProps(form, 'endpoint')}
          />
        </>
      )}
      <Refusal title="Not changed." error={change.error} fields={fields} />
    </Dialog>
  )
}
