import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { RunSchedule } from '../protections/schedule/schema.ts'
import { RetentionRules } from '../recovery-points/retention/schema.ts'
import { fieldErrors, missingFieldMessage } from './field-errors.ts'

const errorsOf = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value, { error: missingFieldMessage })
  return parsed.success ? [] : fieldErrors(parsed.error.issues)
}

test('each wrong field is named by its path', () => {
  const schema = z.strictObject({ name: z.string(), tags: z.array(z.object({ id: z.number() })) })
  expect(errorsOf(schema, { name: 1, tags: [{ id: 1 }, {}], nmae: '' })).toEqual([
    { path: 'name', message: expect.stringContaining('string') },
    { path: 'tags.1.id', message: 'This field is required.' },
    { path: 'nmae', message: 'This field is not known here. Check its spelling, or leave it out.' },
  ])
})

test("a schema's own message comes first", () => {
  expect(errorsOf(z.object({ name: z.string('Give it a name.') }), {})).toEqual([
    { path: 'name', message: 'Give it a name.' },
  ])
})

test('a body that is no object is wrong as a whole', () => {
  expect(errorsOf(z.object({}), [])).toEqual([{ path: '', message: expect.stringContaining('object') }])
})

test('a body that is wrong in thousands of places gives a short list of short paths', () => {
  const wrong = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`${'x'.repeat(1_000)}${i}`, 1]))
  const fields = errorsOf(z.strictObject({}), wrong)
  expect(fields).toHaveLength(20)
  expect(Math.max(...fields.map(({ path }) => path.length))).toBe(200)
  expect(errorsOf(z.array(z.string()), new Array(5_000).fill(1))).toHaveLength(20)
})

describe('of a value that may have several shapes', () => {
  const daily = { every: 'day', at: ['02:00'], time_zone: 'UTC' }
  test.each<[string, z.ZodType, unknown, { path: string; message: string }]>([
    [
      'the field that the shape lacks',
      RunSchedule,
      { every: 'day', time_zone: 'UTC' },
      { path: 'at', message: 'This field is required.' },
    ],
    [
      'a word that tells no shape',
      RunSchedule,
      { ...daily, every: 'fortnight' },
      { path: 'every', message: 'Expected one of "hour", "day", "week", "month".' },
    ],
    [
      'no word at all',
      RunSchedule,
      { at: ['02:00'], time_zone: 'UTC' },
      { path: 'every', message: 'Expected one of "hour", "day", "week", "month".' },
    ],
    [
      'the other shape, by its own field',
      RunSchedule,
      { cron: '0 2 * * *' },
      { path: 'time_zone', message: 'This field is required.' },
    ],
    [
      'a shape within a shape',
      RunSchedule,
      { ...daily, every: 'month', days: ['first'] },
      { path: 'days.0', message: 'Expected a day from 1 to 31, or "last".' },
    ],
    [
      'the sentence of the schema',
      RunSchedule,
      { cron: '61 * * * *', time_zone: 'UTC' },
      {
        path: 'cron',
        message: 'Expected five fields that come true sometime, such as 0 2 * * * for every day at 02:00.',
      },
    ],
    [
      'a number or a word',
      RetentionRules,
      { daily: 'al' },
      { path: 'daily', message: 'Expected a whole number from 1 to 10000, or "all".' },
    ],
    [
      'a number out of range',
      RetentionRules,
      { daily: 0 },
      { path: 'daily', message: 'Too small: expected number to be >=1' },
    ],
    [
      'neither kind',
      z.union([z.literal('a'), z.literal('b')]),
      'c',
      { path: '', message: 'Invalid input: expected "a"; or Invalid input: expected "b"' },
    ],
  ])('%s', (_, schema, value, expected) => {
    expect(errorsOf(schema, value)).toEqual([expected])
  })

  test('nothing is only "Invalid input", wherever it stands', () => {
    const schema = z.object({ settings: z.object({ schedule: RunSchedule }) })
    const errors = errorsOf(schema, { settings: { schedule: { every: 'day', time_zone: 'Mars', minute: 3 } } })
    expect(errors.map(({ path }) => path)).toEqual([
      'settings.schedule.at',
      'settings.schedule.time_zone',
      'settings.schedule.minute',
    ])
    expect(errors.filter(({ message }) => message === 'Invalid input')).toEqual([])
  })
})
