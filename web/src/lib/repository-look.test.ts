import { expect, test } from 'vitest'
import { locationLook, repositoryLook } from './repository-look.ts'

const fresh = {
  initialized_at: '2026-11-01T00:00:00Z',
  damaged_objects: 0,
  last_check_outcome: null,
  last_checked_at: null,
  in_maintenance_until: null,
}
const checked = { ...fresh, last_check_outcome: 'passed', last_checked_at: '2026-11-20T00:00:00Z' } as const
const failed = { ...checked, last_check_outcome: 'failed' } as const
const damaged = { ...failed, damaged_objects: 2 }

test.each([
  [fresh, 'Not checked yet'],
  [{ ...fresh, initialized_at: null }, 'Being made'],
  [checked, 'Checked'],
  [{ ...checked, in_maintenance_until: '2026-11-21T00:00:00Z' }, 'In maintenance'],
  [failed, 'Check failed'],
  [{ ...damaged, in_maintenance_until: '2026-11-21T00:00:00Z' }, 'Damaged'],
])('a repository: %o', (of, word) => expect(repositoryLook(of).word).toBe(word))

test.each([
  [[], 'Empty'],
  [[fresh], 'Not checked yet'],
  [[fresh, checked], 'In order'],
  [[checked, failed], 'Check failed'],
  [[failed, damaged], 'Damaged'],
])('a location is as good as the worst in it: %#', (of, word) => expect(locationLook(of).word).toBe(word))
