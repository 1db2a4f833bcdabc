import { PasswordInput, TextInput } from '@mantine/core'
import type { ProviderSummary } from '../../api/provider-types.ts'

type Props = {
  provider: ProviderSummary
  values: Record<string, string>
  /** By `credentials.<name>`, as the API names them. */
  errors: Readonly<Record<string, unknown>>
  onChange: (values: Record<string, string>) => void
}

/** The provider's own credentials, as it calls them. Secrets are shown as dots and never come back. */
export function CredentialFields({ provider, values, errors, onChange }: Props) {
  return provider.credential_fields.map((field) => {
    const error = errors[`credentials.${field.name}`]
    const props = {
      label: field.label,
      description: field.help,
      value: values[field.name] ?? '',
      error: typeof error === 'string' ? error : undefined,
      spellCheck: false,
      onChange: (event: { currentTarget: { value: string } }) =>
        onChange({ ...values, [field.name]: event.currentTarget.value }),
    }
    return field.secret ? (
      <PasswordInput key={field.name} autoComplete="new-password" {...props} />
    ) : (
      <TextInput key={field.name} autoComplete="off" {...props} />
    )
  })
}
