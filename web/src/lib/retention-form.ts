import type { RetentionRules } from '../../../src/recovery-points/retention/schema.ts'

export const retentionFields = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const
export type RetentionField = (typeof retentionFields)[number]

/** How many to keep, by rule; empty is none, "all" is every one. */
export type RetentionForm = Record<RetentionField, string>

export function retentionForm(rules: RetentionRules): RetentionForm {
  const text = (field: RetentionField) => (rules[field] === undefined ? '' : String(rules[field]))
  return {
    last: text('last'),
    hourly: text('hourly'),
    daily: text('daily'),
    weekly: text('weekly'),
    monthly: text('monthly'),
    yearly: text('yearly'),
  }
}

type Read = { rules: RetentionRules } | { problems: Partial<Record<RetentionField, string>> }

/** The rules that were meant. Rules the form does not show, such as "all within a time", stay as they are. */
export function readRetention(form: RetentionForm, before: RetentionRules): Read {
  const problems: Partial<Record<RetentionField, string>> = {}
  const rules: RetentionRules = { ...before }
  for (const field of retentionFields) {
    const text = form[field].trim().toLowerCase()
    if (text === '' || text === '0') delete rules[field]
    else if (text === 'all') rules[field] = 'all'
    else if (/^[1-9]\d{0,3}$/.test(text)) rules[field] = Number(text)
    else problems[field] = 'Type a number up to 9,999, or all.'
  }
  return Object.keys(problems).length > 0 ? { problems } : { rules }
}
