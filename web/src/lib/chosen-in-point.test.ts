import { expect, test } from 'vitest'
import type { FileVersion } from '../../../src/recovery-points/file-schema.ts'
import { chosenInPoint } from './chosen-in-point.ts'

const version = (from: string, to: string, over: Partial<FileVersion> = {}): FileVersion => ({
  type: 'file',
  size_bytes: 100,
  modified_at: null,
  mode: null,
  link_target: null,
  first: { recovery_point_id: 'rcp_a', taken_at: `2026-11-${from}T02:00:00.000Z` },
  last: { recovery_point_id: 'rcp_b', taken_at: `2026-11-${to}T02:00:00.000Z` },
  recovery_points: 1,
  ...over,
})
const takenAt = '2026-11-10T02:00:00.000Z'
const fact = (path: string, ...versions: FileVersion[]) => ({ path, versions, pending: false })

test('files that are in the backup add up', () => {
  const facts = [
    fact('/a', version('11', '12'), version('09', '10', { size_bytes: 7 })),
    fact('/b', version('01', '20')),
  ]
  expect(chosenInPoint(facts, takenAt, 2)).toEqual({ missing: [], bytes: 107 })
})

test('a file that is only in other backups is missing', () => {
  expect(chosenInPoint([fact('/a', version('11', '12'))], takenAt, 1)).toEqual({ missing: ['/a'], bytes: null })
})

test('nothing is said of a list that is still being made', () => {
  const facts = [{ path: '/a', versions: [], pending: true }]
  expect(chosenInPoint(facts, takenAt, 1)).toEqual({ missing: [], bytes: null })
})

test('a folder has no size, and neither has what was not looked up', () => {
  const folder = fact('/d', version('01', '20', { type: 'dir', size_bytes: null }))
  expect(chosenInPoint([folder], takenAt, 1).bytes).toBeNull()
  expect(chosenInPoint([fact('/a', version('01', '20'))], takenAt, 30).bytes).toBeNull()
  expect(chosenInPoint([], takenAt, 0).bytes).toBeNull()
})
