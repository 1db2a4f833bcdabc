import { describe, expect, test } from 'vitest'
import { type RowRange, rowsInTurn } from './rows-in-turn.ts'

const walk = (from: RowRange, wanted: RowRange) => {
  const turns = [from]
  while (turns.length < 100) {
    const now = turns.at(-1) ?? from
    const next = rowsInTurn(now, wanted)
    if (next.first === now.first && next.last === now.last) return turns
    turns.push(next)
  }
  throw new Error('The wanted rows are never reached.')
}
const newRows = (before: RowRange, after: RowRange) =>
  Array.from({ length: after.last - after.first }, (_, index) => after.first + index).filter(
    (row) => row < before.first || row >= before.last,
  ).length

describe('rows drawn in turns', () => {
  test.each([
    ['a first screen', { first: 0, last: 12 }, { first: 0, last: 35 }],
    ['a step down', { first: 0, last: 35 }, { first: 5, last: 45 }],
    ['a step back', { first: 200, last: 240 }, { first: 180, last: 220 }],
    ['far away', { first: 0, last: 35 }, { first: 500, last: 541 }],
    ['a taller window', { first: 100, last: 110 }, { first: 90, last: 140 }],
  ])('%s: all are there in the end, and never many come at once', (_, from, wanted) => {
    const turns = walk(from, wanted)
    expect(turns.at(-1)).toEqual(wanted)
    for (const [index, turn] of turns.slice(1).entries())
      expect(newRows(turns[index] ?? from, turn)).toBeLessThanOrEqual(12)
  })

  test('what is no longer near goes at once', () => {
    expect(rowsInTurn({ first: 0, last: 35 }, { first: 30, last: 65 })).toEqual({ first: 30, last: 47 })
  })
})
