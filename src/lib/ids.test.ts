import { expect, test } from 'vitest'
import { testClock } from './clock.ts'
import { createIds, idSchema } from './ids.ts'

test('ids of one millisecond sort in the order they were made, and later ones after them', () => {
  const clock = testClock()
  const ids = createIds(clock)
  const made = Array.from({ length: 1000 }, () => ids.make('org'))
  clock.advanceMs(1)
  made.push(ids.make('org'))
  expect([...made].sort()).toEqual(made)
  expect(new Set(made).size).toBe(1001)
})

test('a clock that steps back does not break the order', () => {
  const clock = testClock()
  const ids = createIds(clock)
  const first = ids.make('org')
  clock.advanceMs(-5_000)
  expect(ids.make('org') > first).toBe(true)
})

test('a schema takes ids of its own kind alone, and names the kind', () => {
  const id = createIds(testClock()).make('org')
  expect(idSchema('org').safeParse(id).success).toBe(true)
  const wrong = idSchema('inv').safeParse(id)
  expect(wrong.error?.issues[0]?.message).toBe('Expected an invitation id (inv_…).')
})
