import { expect, test } from 'vitest'
import { splitTimes } from './split-times.ts'
import { tellTimes } from './tell-times.ts'

test('times in a sentence are found as the API writes them', () => {
  expect(splitTimes('From 2026-11-20 02:14 UTC (a1b2). It can be had back until 2026-11-23T02:14:09.120Z.')).toEqual([
    'From ',
    { iso: '2026-11-20T02:14Z' },
    ' (a1b2). It can be had back until ',
    { iso: '2026-11-23T02:14:09.120Z' },
    '.',
  ])
  expect(splitTimes('2026-11-20T02:14:00Z')).toEqual([{ iso: '2026-11-20T02:14:00Z' }])
  expect(splitTimes('')).toEqual([])
})

test.each([
  'Asking for the snapshot backstay-2026-11-20T02:14:00Z.',
  'Left out /var/log/2026-11-20T02:14:00Z.gz',
  'There is no 2026-13-40 02:14 UTC',
  'On 2026-11-20 at 02:14 by the clocks of Berlin',
  'run_2026-11-20 02:14 UTC',
])('what is no time, or part of a name, stays: %s', (text) => expect(splitTimes(text)).toEqual([text]))

test('a text alone tells them by the clocks of a zone', () => {
  const now = new Date('2026-11-22T08:00:00Z')
  const text = 'From 2026-11-20 23:14 UTC to 2026-11-22T01:05:00Z.'
  expect(tellTimes(text, { now, timeZone: 'Europe/Berlin' })).toBe('From Sat 21 Nov 00:14 to today 02:05.')
  expect(tellTimes(text, { now, timeZone: 'UTC' })).toBe('From Fri 20 Nov 23:14 to today 01:05.')
})
