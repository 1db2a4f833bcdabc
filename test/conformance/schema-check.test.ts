import { expect, test } from 'vitest'
import { createSchemaCheck } from './schema-check.ts'
import type { OpenApiSchema } from './translate-schema.ts'

const named: OpenApiSchema = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] }
const sized: OpenApiSchema = {
  allOf: [
    named,
    { properties: { kind: { type: 'string' }, size: { enum: [1, 2] }, made: { type: 'string', readOnly: true } } },
  ],
}
const schemas: Readonly<Record<string, OpenApiSchema>> = { named, sized }
const check = createSchemaCheck((ref) => schemas[ref] ?? expect.fail(`no ${ref}`))

test.each<[string, OpenApiSchema, unknown, string[]]>([
  ['what fits', named, { id: 1, more: true }, []],
  ['a missing property', named, {}, ["(whole) must have required property 'id'"]],
  ['another type', named, { id: '1' }, ['/id must be integer']],
  ['null', named, { id: null }, ['/id must be integer']],
  ['null where it may be', { type: 'string', nullable: true }, null, []],
  ['null by way of a reference', { allOf: [{ type: 'object', nullable: true, properties: {} }, {}] }, null, []],
  ['lists', { type: 'array', items: { $ref: 'named' } }, [{ id: 1 }, {}, {}], ["/* must have required property 'id'"]],
  ['an unknown value', { enum: ['a', 'b'] }, 'c', ['(whole) must be equal to one of the allowed values: ["a","b"]']],
  ['no time', { type: 'string', format: 'date-time' }, 'now', ['(whole) must match format "date-time"']],
])('%s', (_name, schema, value, expected) => {
  expect(check.answered(schema, value)).toEqual(expected)
})

test('what we send has only what is documented and may be written', () => {
  expect(check.sent(named, { id: 1, more: true })).toEqual(['(whole) must NOT have unevaluated properties: more'])
  expect(check.sent({ type: 'object' }, { anything: 1 })).toEqual([])
  expect(check.sent({ $ref: 'sized' }, { id: 1, size: 2 })).toEqual([])
  expect(check.sent({ $ref: 'sized' }, { id: 1, made: 'x' })).toEqual([
    '(whole) must NOT have unevaluated properties: made',
  ])
})

test('a discriminator decides which schema counts', () => {
  const either: OpenApiSchema = {
    anyOf: [{ $ref: 'named' }, { $ref: 'sized' }],
    discriminator: { propertyName: 'kind', mapping: { big: 'sized' } },
  }
  expect(check.sent(either, { kind: 'big', id: 1, size: 2 })).toEqual([])
  expect(check.sent(either, { kind: 'big', id: 1, size: 3 })).toContain(
    '/size must be equal to one of the allowed values: [1,2]',
  )
  expect(check.answered(either, { kind: 'small', id: 1 })).not.toEqual([])
})
