import { expect, test } from 'vitest'
import { nearestWord } from './nearest-word.ts'

const known = ['BACKSTAY_PORT', 'BACKSTAY_HOST', 'BACKSTAY_DATA_DIR']

test.each([
  ['BACKSTAY_PROT', 'BACKSTAY_PORT'],
  ['BACKSTAY_DATADIR', 'BACKSTAY_DATA_DIR'],
  ['BACKSTAY_PORTS', 'BACKSTAY_PORT'],
  ['BACKSTAY_SOMETHING_ELSE', null],
])('nearest to %s is %s', (word, expected) => expect(nearestWord(word, known)).toBe(expected))
