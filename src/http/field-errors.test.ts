import { expect, test } from 'vitest'
import { z } from 'zod'
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
