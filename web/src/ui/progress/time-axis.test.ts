import { expect, test } from 'vitest'
import { inUnit, timeMarks, unitOf } from './time-axis.ts'

test.each([
  [20, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]],
  [25, [0, 5, 10, 15, 20]],
  [3, [0, 1, 2]],
  [60, [0, 10, 20, 30, 40, 50]],
])('%d minutes', (axis, marks) => {
  expect(timeMarks(axis).map(({ at }) => at)).toEqual(marks)
  expect(timeMarks(axis).map(({ word }) => word)).toEqual(marks.map(String))
  expect(unitOf(axis).word).toBe('min')
})

test.each([
  [480, 'h', ['0', '1', '2', '3', '4', '5', '6', '7'], '8'],
  [1_440, 'h', ['0', '5', '10', '15', '20'], '24'],
  [2_100, 'h', ['0', '5', '10', '15', '20', '25', '30'], '35'],
  [5_760, 'd', ['0', '1', '2', '3'], '4'],
])('%d minutes are read in %s', (axis, word, marks, end) => {
  const unit = unitOf(axis)
  expect(unit.word).toBe(word)
  expect(timeMarks(axis).map((mark) => mark.word)).toEqual(marks)
  expect(timeMarks(axis)[1]?.at).toBe(Number(marks[1]) * unit.minutes)
  expect(inUnit(axis, unit)).toBe(end)
})
