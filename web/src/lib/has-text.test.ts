import { expect, test } from 'vitest'
import { hasText } from './has-text.ts'

const options = { now: new Date('2026-11-22T08:00:00Z'), timeZone: 'Asia/Tokyo' }
const sentence = 'Nothing is younger than 2026-01-20 22:14 UTC.'

test.each(['YOUNGER than', '2026-01-20 22:14 utc', '21 Jan 07:14', 'than 21 jan'])('found: %s', (text) =>
  expect(hasText(sentence, text, options)).toBe(true),
)

test.each(['20 Jan', '22:14:00', 'older'])('not said: %s', (text) =>
  expect(hasText(sentence, text, options)).toBe(false),
)
