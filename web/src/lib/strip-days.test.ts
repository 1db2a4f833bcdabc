import { expect, test } from 'vitest'
import { lastProved, stripAxis, stripDay } from './strip-days.ts'

const none = 'n'.repeat(30)
const strip = { image: none, files: none, proof: `${'.'.repeat(20)}v.v..x....`, last_day: '2026-11-21' }

test('days are counted back from the last one', () => {
  expect(stripDay(strip, 29)).toEqual({ date: '2026-11-21', title: 'Sat 21 Nov', short: '21 Nov' })
  expect(stripDay(strip, 0)).toEqual({ date: '2026-10-23', title: 'Fri 23 Oct', short: '23 Oct' })
})

test('the axis names the oldest day and a Monday in the middle', () => {
  expect(stripAxis(strip)).toEqual({ first: '23 Oct', middle: { day: 17, word: '9 Nov' } })
  expect(stripAxis({ ...strip, last_day: '2026-03-01' })).toEqual({
    first: '31 Jan',
    middle: { day: 16, word: '16 Feb' },
  })
})

test('the newest day that a drill proved', () => {
  expect(lastProved(strip)).toBe('Sat 14 Nov')
  expect(lastProved({ ...strip, proof: '' })).toBeNull()
})
