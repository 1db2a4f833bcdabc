import { expect, test } from 'vitest'
import { bandSize } from './band-size.ts'

test.each([
  [0, '0', 'GB'],
  [47_514, '47.5', 'kB'],
  [405_000_000, '405', 'MB'],
  [1_230_000_000, '1.2', 'GB'],
  [5_487_300_000_000, '5,487', 'GB'],
])('%s bytes are %s %s', (bytes, value, unit) => {
  expect(bandSize(bytes)).toEqual([value, unit])
})
