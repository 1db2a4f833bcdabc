import { expect, test } from 'vitest'
import { folderOf, foldersAbove, togglePath } from './file-paths.ts'

test('folders above', () => {
  expect(foldersAbove('/srv/data').map(({ path }) => path)).toEqual(['/', '/srv', '/srv/data'])
  expect(foldersAbove('/')).toHaveLength(1)
  expect(folderOf('/srv')).toBe('/')
})

test('a folder takes the place of what lies in it', () => {
  expect(togglePath(['/srv/a', '/etc'], '/srv')).toEqual(['/etc', '/srv'])
  expect(togglePath(['/srv'], '/srv')).toEqual([])
  expect(togglePath(['/srv-old/a'], '/srv')).toEqual(['/srv', '/srv-old/a'])
})
