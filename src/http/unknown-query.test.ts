import { expect, test } from 'vitest'
import { unknownQuery } from './unknown-query.ts'

test('what is known passes, and no query at all', () => {
  expect(unknownQuery({ limit: '1' }, ['limit', 'cursor'])).toEqual([])
  expect(unknownQuery(undefined, [])).toEqual([])
})

test('what is not known is named with what is, and with what may have been meant', () => {
  expect(unknownQuery({ limti: '1', format: 'tar' }, ['limit', 'archive'])).toEqual([
    {
      path: 'limti',
      message: 'This query parameter is not known here. Did you mean limit? Known: limit, archive.',
    },
    { path: 'format', message: 'This query parameter is not known here. Known: limit, archive.' },
  ])
  expect(unknownQuery({ x: '1' }, [])).toEqual([
    { path: 'x', message: 'This query parameter is not known here. There are none.' },
  ])
})

test('hundreds of them, and long ones, give a short list', () => {
  const query = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${'x'.repeat(1_000)}${i}`, '1']))
  const fields = unknownQuery(query, ['limit'])
  expect(fields).toHaveLength(20)
  expect(fields[0]?.path).toHaveLength(200)
})
