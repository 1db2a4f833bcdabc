import { expect, test } from 'vitest'
import { matchPalette } from './match-palette.ts'
import type { PaletteItem } from './palette-types.ts'

const item = (group: PaletteItem['group'], word: string, also?: string): PaletteItem => ({
  key: word,
  group,
  word,
  also,
  // Never drawn here.
  icon: (() => null) as unknown as PaletteItem['icon'],
  run: () => undefined,
})

const items = [
  item('Actions', 'New API key'),
  item('Actions', 'Sign out', 'log out leave'),
  item('Pages', 'API keys'),
  item('Customers', 'Kestrel Dental'),
]
const found = (typed: string) => matchPalette(items, typed).map((each) => each.word)

test('pages come before customers, and these before actions', () => {
  expect(found('')).toEqual(['API keys', 'Kestrel Dental', 'New API key', 'Sign out'])
})

test('every typed word has to fit, in any order', () =>
  expect(found('key new')).toEqual(['Kestrel Dental', 'New API key']))

test('other words for a thing find it too', () => expect(found('log out')).toContain('Sign out'))

test('what begins with the typed word comes first', () => {
  const both = [item('Pages', 'All keys'), item('Pages', 'Keys')]
  expect(matchPalette(both, 'ke').map((each) => each.word)).toEqual(['Keys', 'All keys'])
})
