import { expect, test } from 'vitest'
import { coveringPaths } from './covering-paths.ts'

test('what a restore overwrites is in, once', () => {
  expect(coveringPaths(['/srv'], ['/srv'], true)).toEqual(['/srv'])
  expect(coveringPaths(['/srv'], ['/etc'], true)).toEqual(['/etc', '/srv'])
  expect(coveringPaths(['/srv', '/'], ['/srv/data', '/srvx'], false)).toEqual(['/srv', '/'])
  expect(coveringPaths(['/srv'], ['/srvx'], false)).toEqual(['/srvx', '/srv'])
  // It may be a mount, which a backup of the folder above leaves out.
  expect(coveringPaths(['/srv'], ['/srv/data'], true)).toEqual(['/srv/data', '/srv'])
})

test('never more than a backup may name, and what must be in is among them', () => {
  const set = Array.from({ length: 100 }, (_, at) => `/set/${at}`)
  const paths = coveringPaths(set, ['/must'], true)
  expect(paths).toHaveLength(100)
  expect(paths[0]).toBe('/must')
})
