import { expect, test } from 'vitest'
import { noDrillWords, storedWords } from './server-fact-words.ts'

test('what is stored says of which kind it is', () => {
  const stored = (bytes: number | null, kinds: string[] | undefined, untold = false) =>
    storedWords({ bytes, kinds, untold, label: 'Linode' })
  expect(stored(5, ['native', 'snapshot'])).toBe('images at Linode')
  expect(stored(5, ['files'])).toBe('files, each part stored once')
  // All file backups are gone, the repository is there still.
  expect(stored(5, [])).toBe('files, each part stored once')
  expect(stored(5, ['native', 'files'])).toBe('files, each part once, and images')
  expect(stored(5, undefined)).toBeUndefined()
  expect(stored(null, [], true)).toBe('not told by Linode')
  expect(stored(null, [])).toBe('nothing stored')
})

test('a server of images is promised no drill that follows a file backup', () => {
  const now = new Date('2026-11-18T09:00:00Z')
  const words = (drills: Parameters<typeof noDrillWords>[0]['drills'], files_on = false) =>
    noDrillWords({ files_on, drills, label: 'Contabo', now })
  const off = { enabled: false, possible: true, next_at: null }
  expect(words(off)).toBe('drills of images are off')
  expect(words(off, true)).toBe('one follows the first file backup')
  expect(words({ ...off, possible: false })).toBe('Contabo makes no servers of images')
  expect(words({ ...off, enabled: true })).toBe('the first one is on its way')
  expect(words({ ...off, enabled: true, next_at: '2026-11-20T12:00:00Z' })).toMatch(/^next Fri 20 Nov /)
  expect(words(null)).toBe('no file backup to prove')
  expect(words(undefined)).toBeUndefined()
})
