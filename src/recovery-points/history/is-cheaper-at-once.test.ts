import { expect, test } from 'vitest'
import { isCheaperAtOnce } from './is-cheaper-at-once.ts'

test.each([
  { due: 10_000, images: 65_000, atOnce: true },
  // A few that changed do not make the whole account be read again.
  { due: 139, images: 65_000, atOnce: false },
  { due: 1, images: 7, atOnce: true },
  { due: 1, images: 400, atOnce: false },
])('$due servers of an account with $images images: all at once is $atOnce', ({ atOnce, ...counts }) => {
  expect(isCheaperAtOnce(counts)).toBe(atOnce)
})
