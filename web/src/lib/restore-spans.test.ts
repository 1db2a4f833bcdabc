import { expect, test } from 'vitest'
import { basedOnWords, spanWords } from './restore-spans.ts'

test.each([
  [540, 840, '9 to 14 min'],
  [20, 59, 'under a minute'],
  [20, 100, '1 to 2 min'],
  [130, 175, '2 to 3 min'],
  [180, 180, 'about 3 min'],
])('from %i to %i seconds', (from_seconds, to_seconds, words) => {
  expect(spanWords({ from_seconds, to_seconds })).toBe(words)
})

const span = { from_seconds: 1, to_seconds: 2 }
test('what it is based on is told as far as it is known', () => {
  expect(basedOnWords({ ...span, based_on: 7, bytes_least: 30e9, bytes_most: 59.2e9 }, 'restore')).toBe(
    '7 restores of 30 to 60 GB',
  )
  expect(basedOnWords({ ...span, based_on: 2, of_server: true }, 'snapshot')).toBe('2 snapshots, of this server')
  expect(basedOnWords({ ...span, based_on: 4, bytes_least: null, bytes_most: null }, 'restore')).toBe('4 restores')
  expect(basedOnWords({ ...span, based_on: 2, bytes_least: 19.7e9, bytes_most: 19.7e9 }, 'restore')).toBe(
    '2 restores of 20 GB',
  )
})
