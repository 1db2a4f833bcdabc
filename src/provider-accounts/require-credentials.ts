import { AppError, type FieldError } from '../lib/errors.ts'
import type { ProviderDescription } from '../providers/providers.ts'

/** Throws invalid_request unless the credentials have exactly the provider's fields. Names no value. */
export const requireCredentials = (
  { capabilities, credential_fields }: ProviderDescription,
  credentials: Readonly<Record<string, string>>,
): void => {
  const names = credential_fields.map(({ name }) => name)
  const fields: FieldError[] = [
    ...credential_fields
      .filter(({ name }) => !credentials[name])
      .map((field) => ({ path: `credentials.${field.name}`, message: `Expected the ${field.label}. ${field.help}` })),
    ...Object.keys(credentials)
      .filter((name) => !names.includes(name))
      .map((name) => ({
        path: `credentials.${name}`,
        message: `${capabilities.label} takes ${names.join(', ')} and nothing else.`,
      })),
  ]
  if (fields.length > 0) throw new AppError('invalid_request', { details: { fields } })
}
