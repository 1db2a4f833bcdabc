import { AppError, type FieldError } from '../lib/errors.ts'
import type { Credentials } from '../providers/provider-entry.ts'
import type { ProviderDescription } from '../providers/providers.ts'

/** The credentials as the provider takes them. Throws invalid_request when a field is missing, strange or not one of the provider's; names no value. */
export const requireCredentials = (description: ProviderDescription, given: Credentials): Credentials => {
  const { capabilities, credential_fields } = description
  const names = credential_fields.map(({ name }) => name)
  const missing = credential_fields.filter(({ name }) => !given[name])
  const parsed = description.credentials.safeParse(given)
  const fields: FieldError[] = [
    ...missing.map(({ name, label, help }) => ({
      path: `credentials.${name}`,
      message: `Expected: ${label}. ${help}`,
    })),
    ...Object.keys(given)
      .filter((name) => !names.includes(name))
      .map((name) => ({
        path: `credentials.${name}`,
        message: `${capabilities.label} takes ${names.join(', ')}, and nothing else.`,
      })),
    ...(parsed.success ? [] : parsed.error.issues)
      .map(({ path, message }) => ({ path: ['credentials', ...path].join('.'), message }))
      .filter(({ path }) => !missing.some(({ name }) => path === `credentials.${name}`)),
  ]
  if (fields.length > 0 || !parsed.success) throw new AppError('invalid_request', { details: { fields } })
  return parsed.data
}
