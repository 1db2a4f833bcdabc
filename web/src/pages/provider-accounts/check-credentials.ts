import type { ProviderSummary } from '../../api/provider-types.ts'

/** What is missing, by the names the API uses for its remarks. */
export function checkCredentials(provider: ProviderSummary, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    provider.credential_fields
      .filter((field) => (values[field.name] ?? '').trim() === '')
      .map((field) => [`credentials.${field.name}`, `Type the ${lower(field.label)}.`]),
  )
}

/** Null is fine. */
export function checkEndpoint(text: string): string | null {
  if (text.trim() === '') return null
  return /^https?:\/\/[^\s/]+/.test(text.trim()) ? null : 'Type a whole address, such as http://127.0.0.1:8701.'
}

const lower = (label: string) => (/^\p{Lu}{2}/u.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1))
