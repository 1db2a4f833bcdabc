import { expect, test } from 'vitest'
import { durationText, readDuration, readRetention, retentionForm } from './retention-form.ts'

test('what stands in the form comes back as it was, what is emptied goes', () => {
  const before = { daily: 30, weekly: 8, last: 'all' as const, within: { hours: 48 }, within_hourly: { days: 7 } }
  expect(readRetention(retentionForm(before))).toEqual({ rules: before })
  const form = { ...retentionForm(before), weekly: '', monthly: 'all', last: '', within: '', within_yearly: '10 years' }
  expect(readRetention(form)).toEqual({
    rules: { daily: 30, monthly: 'all', within_hourly: { days: 7 }, within_yearly: { years: 10 } },
  })
})

test('words are refused at their field', () =>
  expect(readRetention({ ...retentionForm({}), daily: 'many', within: 'long', within_daily: '0 d' })).toEqual({
    problems: {
      daily: 'Type a number up to 9,999, or all.',
      within: 'Type a length such as 48 h, 7 d, 6 m or 1 y.',
      within_daily: 'Type a length such as 48 h, 7 d, 6 m or 1 y.',
    },
  }))

test.each([
  ['48 h', { hours: 48 }],
  ['48h', { hours: 48 }],
  ['2 weeks', { days: 14 }],
  ['1 y 6 m', { years: 1, months: 6 }],
  ['1 Year 6 Months', { years: 1, months: 6 }],
  ['7', null],
  ['7 d 7 d', null],
  ['200 y', null],
  ['7 d and more', null],
  ['7 dogs', null],
])('%s', (text, duration) => expect(readDuration(text)).toEqual(duration))

test('a length reads back as it was written', () => {
  expect(durationText({ years: 1, days: 3 })).toBe('1 y 3 d')
  expect(durationText(undefined)).toBe('')
})
