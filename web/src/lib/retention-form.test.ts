import { expect, test } from 'vitest'
import { readRetention, retentionForm } from './retention-form.ts'

test('what is not shown stays, what is emptied goes', () => {
  const before = { daily: 30, weekly: 8, within: { days: 3 } }
  const form = { ...retentionForm(before), weekly: '', monthly: 'all' }
  expect(readRetention(form, before)).toEqual({ rules: { daily: 30, monthly: 'all', within: { days: 3 } } })
})

test('words are refused at their field', () =>
  expect(readRetention({ ...retentionForm({}), daily: 'many' }, {})).toEqual({
    problems: { daily: 'Type a number up to 9,999, or all.' },
  }))
