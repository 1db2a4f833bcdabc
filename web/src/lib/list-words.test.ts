import { expect, test } from 'vitest'
import { listWords } from './list-words.ts'

test.each([
  [[], ''],
  [['Mira'], 'Mira'],
  [['Mira', 'Jo'], 'Mira and Jo'],
  [['Mira', 'Jo', 'Ada'], 'Mira, Jo and Ada'],
  [['Mira', 'Jo', 'Ada', 'Lin', 'Kai'], 'Mira, Jo and 3 more'],
])('%j', (words, text) => {
  expect(listWords(words)).toBe(text)
})
