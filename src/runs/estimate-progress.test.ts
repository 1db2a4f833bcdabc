import { expect, test } from 'vitest'
import { estimateProgress } from './estimate-progress.ts'
import { sumUpPast } from './sum-up-past.ts'

const of = (...seconds: number[]) =>
  sumUpPast(
    seconds.map((each) => ({ seconds: each, bytes: each * 1e8 })),
    { server: true },
  )

test('what the like took before makes an estimate, with what it was based on', () => {
  expect(estimateProgress(of(840, 540, 600), 300_000, 'It works')).toMatchObject({
    kind: 'estimate',
    percent: 50,
    expected: { from_seconds: 540, to_seconds: 840, based_on: 3, of_server: true, bytes_least: 54e9, bytes_most: 84e9 },
  })
})

test.each([
  ['a single one', [180], { from_seconds: 180, to_seconds: 180, count: 1 }],
  ['some too far apart', [180, 300, 900, 1_200], { from_seconds: 180, to_seconds: 1_200, count: 4 }],
])('%s makes none, and is told as what it is', (_name, seconds, earlier) => {
  expect(estimateProgress(of(...seconds), 60_000, 'It works')).toEqual({ kind: 'none', note: 'It works', earlier })
})

test('seconds that differ by much and minutes by little still make one', () => {
  expect(estimateProgress(of(2, 60), 1_000, 'It works').kind).toBe('estimate')
})

test('without any there is none, and of sizes that are not all known none is told', () => {
  expect(estimateProgress(of(), 1_000, 'It works')).toEqual({ kind: 'none', note: 'It works' })
  const past = sumUpPast(
    [
      { seconds: 5, bytes: null },
      { seconds: 6, bytes: 9 },
    ],
    { server: false },
  )
  expect(past).toEqual({ usual: 6, shortest: 5, longest: 6, count: 2, of_server: false })
})

test('of many, one that was quick or slow as no other does not widen the span', () => {
  const past = of(1, ...Array.from({ length: 18 }, (_, i) => 100 + i), 9_000)
  expect(past).toMatchObject({ shortest: 100, longest: 117, count: 20 })
})
