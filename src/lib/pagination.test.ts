import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from './errors.ts'
import { decodeCursor, encodeCursor, toPage } from './pagination.ts'

test('a cursor gives back what went in', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string().filter((text) => !text.includes('\u0000')),
        { minLength: 1, maxLength: 3 },
      ),
      (values) => {
        expect(decodeCursor('members', encodeCursor('members', values), values.length)).toEqual(values)
      },
    ),
  )
})

test('anything else is refused as a bad cursor', () => {
  const foreign = [
    encodeCursor('sessions', ['a']),
    encodeCursor('members', ['a', 'b']),
    encodeCursor('members', ['\u0000']),
  ]
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom(...foreign)), (cursor) => {
      expect(() => decodeCursor('members', cursor, 1)).toThrow(AppError)
    }),
  )
})

test('the extra row says that there is more, and is not shown', () => {
  const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  const page = toPage('members', rows, 2, (row) => [row.id])
  expect(page.data).toEqual([{ id: 'a' }, { id: 'b' }])
  expect(decodeCursor('members', page.next_cursor ?? '', 1)).toEqual(['b'])
  expect(toPage('members', rows, 3, (row) => [row.id]).next_cursor).toBeNull()
})
