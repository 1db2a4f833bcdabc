import { ApiError, type FieldProblem } from './api-error.ts'

/** The server's remarks by field, ready for a form. Empty when the refusal was about something else. */
export function fieldProblems(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError) || !hasFields(error.details)) return {}
  return Object.fromEntries(error.details.fields.map((field) => [field.path, field.message]))
}

function hasFields(details: unknown): details is { fields: FieldProblem[] } {
  return typeof details === 'object' && details !== null && 'fields' in details && Array.isArray(details.fields)
}
