import { expect, test } from 'vitest'
import { providerTime } from './provider-time.ts'

test.each([
  ['2026-05-15T10:07:51.000Z', '2026-05-15T10:07:51.000Z'],
  ['2021-06-02 12:32:03.363000+00:00', '2021-06-02T12:32:03.363Z'],
  ['2021-06-03T00:00:00.000+0000', '2021-06-03T00:00:00.000Z'],
  ['2021-06-03 06:27:12+02:00', '2021-06-03T04:27:12.000Z'],
  ['2021-06-03T06:27:12', '2021-06-03T06:27:12.000Z'],
  ['yesterday', null],
  ['2021-13-45 00:00:00Z', null],
  [null, null],
])('%s is %s', (text, iso) => {
  expect(providerTime(text)).toBe(iso)
})
