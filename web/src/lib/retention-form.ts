import type { Duration, RetentionRules } from '../../../src/recovery-points/retention/schema.ts'

export const retentionFields = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const
export type RetentionField = (typeof retentionFields)[number]

export const withinFields = [
  'within',
  'within_hourly',
  'within_daily',
  'within_weekly',
  'within_monthly',
  'within_yearly',
] as const
export type WithinField = (typeof withinFields)[number]

/** How many to keep, by rule; empty is none, "all" is every one. How far back, as "48 h" or "1 y 6 m"; empty is none. */
export type RetentionForm = Record<RetentionField | WithinField, string>
export type RetentionProblems = Partial<Record<RetentionField | WithinField, string>>

export function retentionForm(rules: RetentionRules): RetentionForm {
  const count = (field: RetentionField) => [field, rules[field] === undefined ? '' : String(rules[field])]
  const time = (field: WithinField) => [field, durationText(rules[field])]
  // Both lists together name every field of the form.
  return Object.fromEntries([...retentionFields.map(count), ...withinFields.map(time)]) as RetentionForm
}

type Read = { rules: RetentionRules } | { problems: RetentionProblems }

/** The rules that were meant. */
export function readRetention(form: RetentionForm): Read {
  const problems: RetentionProblems = {}
  const rules: RetentionRules = {}
  for (const field of retentionFields) {
    const text = form[field].trim().toLowerCase()
    if (text === '' || text === '0') continue
    if (text === 'all') rules[field] = 'all'
    else if (/^[1-9]\d{0,3}$/.test(text)) rules[field] = Number(text)
    else problems[field] = 'Type a number up to 9,999, or all.'
  }
  for (const field of withinFields) {
    const text = form[field].trim().toLowerCase()
    if (text === '' || text === '0') continue
    const duration = readDuration(text)
    if (duration === null) problems[field] = 'Type a length such as 48 h, 7 d, 6 m or 1 y.'
    else rules[field] = duration
  }
  return Object.keys(problems).length > 0 ? { problems } : { rules }
}

const units = [
  { unit: 'years', letter: 'y', most: 100 },
  { unit: 'months', letter: 'm', most: 1200 },
  { unit: 'days', letter: 'd', most: 36_500 },
  { unit: 'hours', letter: 'h', most: 876_000 },
] as const

/** 1 y 6 m */
export function durationText(duration: Duration | undefined): string {
  return units
    .flatMap(({ unit, letter }) => (duration?.[unit] === undefined ? [] : [`${duration[unit]} ${letter}`]))
    .join(' ')
}

/** Reads 48 h, 7d, 2 weeks, 1 year 6 months; null for anything else. */
export function readDuration(text: string): Duration | null {
  const duration: Duration = {}
  const parts = [
    ...text.toLowerCase().matchAll(/\s*(\d{1,6})\s*(years?|y|months?|m|weeks?|w|days?|d|hours?|h)(?![a-z])/gy),
  ]
  if (
    parts
      .map(([part]) => part)
      .join('')
      .trim() !== text.toLowerCase().trim()
  )
    return null
  for (const [, digits, word = ''] of parts) {
    const isWeeks = word.startsWith('w')
    const unit = units.find(({ letter }) => letter === (isWeeks ? 'd' : word[0]))
    const value = Number(digits) * (isWeeks ? 7 : 1)
    if (unit === undefined || value < 1 || value > unit.most || duration[unit.unit] !== undefined) return null
    duration[unit.unit] = value
  }
  return parts.length > 0 ? duration : null
}
