import { expect, test } from 'vitest'
import { pointCountWords } from './point-count-words.ts'

test('a history says how many there are, and of how many where it is filtered', () => {
  const counts = {
    total: 1118,
    restorable: 48,
    kinds: [
      { method: 'files', state: 'available', outcome: 'succeeded', standing: 'restorable', count: 40 },
      { method: 'files', state: 'available', outcome: 'warning', standing: 'restorable', count: 3 },
      { method: 'files', state: 'forgotten', outcome: 'succeeded', standing: 'expired', count: 1068 },
      { method: 'native', state: 'available', outcome: 'succeeded', standing: 'expired', count: 2 },
      { method: 'native', state: 'available', outcome: 'succeeded', standing: 'restorable', count: 5 },
    ],
  } as const
  const of = { ...counts, kinds: [...counts.kinds] }
  expect(pointCountWords(of, {})).toBe('48 restorable, 1,118 in all')
  expect(pointCountWords(of, { method: 'files', outcome: 'warning' })).toBe('3 of 1,118 backups')
  expect(pointCountWords(of, { standing: 'restorable' })).toBe('48 of 1,118 backups')
  expect(pointCountWords(of, { standing: 'expired' })).toBe('1,070 of 1,118 backups')
  expect(pointCountWords(of, { standing: 'gone' })).toBe('0 of 1,118 backups')
  expect(pointCountWords({ total: 0, restorable: 0, kinds: [] }, {})).toBeUndefined()
})
