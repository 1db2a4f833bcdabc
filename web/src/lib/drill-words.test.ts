import { expect, test } from 'vitest'
import { comparedWords, drillTrouble, restoredWords, secondsWords } from './drill-words.ts'

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

test('a drill of an image says what became of the server', () => {
  const server = {
    name: 'backstay-drill-1',
    region: 'fra1',
    size: 's-1',
    cost_at_most: { amount_minor: 4, currency: 'USD' },
    health: { state: 'passed', checked_at: '2026-01-01T00:00:00.000Z', detail: '203.0.113.9 answered on port 22.' },
    destroyed_at: '2026-01-01T00:00:00.000Z',
  } as const
  const evidence = { restored: 'server', problems: [], compared: [], restic_exit: null, seconds: 9, server } as const
  expect(restoredWords({ files: 0, evidence: { ...evidence, problems: [], compared: [] } })).toBe(
    'a server, which answered',
  )
  expect(comparedWords({ restored: 'server', compared: [] })).toBe('the whole image')
  expect(drillTrouble({ compared: [], problems: [], server: { ...server, health: null } })).toContain('no server')
})
