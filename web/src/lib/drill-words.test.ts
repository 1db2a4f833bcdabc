import { expect, test } from 'vitest'
import { comparedWords, drillTrouble, secondsWords } from './drill-words.ts'

const file = (result: 'same' | 'different' | 'missing' | 'changed', path = '/etc/hosts') => ({
  path,
  sha256: '',
  result,
})
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('what was compared is counted without what proves nothing', () => {
  expect(comparedWords({ compared: [] })).toBe('none compared')
  expect(comparedWords({ compared: [file('changed')] })).toBe('none compared')
  expect(comparedWords({ compared: [file('same'), file('same'), file('changed')] })).toBe('2 alike')
  expect(comparedWords({ compared: [file('same'), file('different')] })).toBe('1 of 2 alike')
})

test.each([
  [0.42, '0.4 s'],
  [11.6, '12 s'],
  [200, '3 min 20 s'],
  [120, '2 min'],
])('%d seconds are %s', (seconds, words) => expect(plain(secondsWords(seconds))).toBe(words))

test('the first thing that is wrong is named', () => {
  expect(drillTrouble({ compared: [file('same')], problems: [] })).toBeNull()
  expect(drillTrouble({ compared: [file('missing')], problems: [] })).toBe('/etc/hosts is missing from the restore')
  expect(drillTrouble({ compared: [], problems: [{ path: '/a', message: 'no space left' }] })).toBe('/a: no space left')
  expect(drillTrouble({ compared: [], problems: [{ path: null, message: 'no space left' }] })).toBe('no space left')
})
