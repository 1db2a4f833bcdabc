import { expect, test } from 'vitest'
import { type Schema, schemaViolations } from './schema-check.ts'

const named: Schema = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] }
const resolve = () => named
const check = (schema: Schema, value: unknown, strict = false) => schemaViolations(schema, value, { resolve, strict })

test.each<[string, Schema, unknown, string[]]>([
  ['what fits', named, { id: 1 }, []],
  ['a missing property', named, {}, ['.id is missing']],
  ['another type', named, { id: '1' }, ['.id is string, documented as integer']],
  ['a fraction', named, { id: 1.5 }, ['.id is number, documented as integer']],
  ['null', named, { id: null }, ['.id is null']],
  ['null where it may be', { type: 'string', nullable: true }, null, []],
  ['null by all parts', { allOf: [{ type: 'string', nullable: true }, {}] }, null, []],
  ['null by some parts', { allOf: [{ $ref: '#/x' }, {}] }, null, ['(whole) is null']],
  ['a reference', { $ref: '#/x' }, {}, ['.id is missing']],
  ['a list', { type: 'array', items: named }, [{ id: 1 }, {}], ['[1].id is missing']],
  ['all of', { allOf: [{ $ref: '#/x' }] }, {}, ['.id is missing']],
  ['one of', { oneOf: [{ type: 'string' }, { $ref: '#/x' }] }, { id: 2 }, []],
  ['none of', { anyOf: [{ type: 'string' }, { type: 'number' }] }, true, ['(whole) is boolean, documented as string']],
  ['an unknown value', { enum: ['a', 'b'] }, 'c', ['(whole) is "c", which is none of the documented values']],
  ['text that is too long', { type: 'string', maxLength: 2 }, 'abc', ['(whole) is longer than 2']],
  ['text of another form', { type: 'string', pattern: '^a' }, 'b', ['(whole) does not fit ^a']],
])('%s', (_name, schema, value, expected) => {
  expect(check(schema, value)).toEqual(expected)
})

test('what we send has only what is documented', () => {
  expect(check(named, { id: 1, more: true })).toEqual([])
  expect(check(named, { id: 1, more: true }, true)).toEqual(['.more is not documented'])
  expect(check({ type: 'object' }, { anything: 1 }, true)).toEqual([])
  expect(
    check({ allOf: [named, { properties: { more: {} } }], properties: { own: {} } }, { id: 1, more: 1, own: 1 }, true),
  ).toEqual([])
})
