import { describe, expect, test } from 'vitest'
import { type PostureFacts, postureOf } from './posture-of.ts'

const now = '2026-02-20T12:00:00.000Z'
const bare: PostureFacts = {
  now,
  provider: 'digitalocean',
  images: 0,
  files: 0,
  failure_domain: null,
  kit_read: false,
  drills: [],
}
const wordsOf = (facts: Partial<PostureFacts>) => postureOf({ ...bare, ...facts }).posture

test('without anything: nothing tried, nothing elsewhere, and no kit to save', () => {
  expect(postureOf(bare)).toEqual({ posture: ['drill_untested', 'no_copy_outside', 'one_kind'], changes_at: null })
})

test('a file backup is a copy outside unless the place is named after the provider', () => {
  expect(wordsOf({ files: 1, failure_domain: 'Frankfurt, rack 2' })).toContain('copy_outside')
  expect(wordsOf({ files: 1, failure_domain: 'Digital Ocean Spaces FRA1' })).toContain('no_copy_outside')
  // A repository without a backup in it is no copy.
  expect(wordsOf({ files: 0, failure_domain: 'Frankfurt, rack 2' })).toContain('no_copy_outside')
})

test('both kinds need one of each that can be restored', () => {
  expect(wordsOf({ files: 3, images: 1 })).toContain('files_and_image')
  expect(wordsOf({ files: 3 })).toContain('one_kind')
  expect(wordsOf({ images: 3 })).toContain('one_kind')
})

test('the kit counts where there is a repository', () => {
  expect(wordsOf({ failure_domain: 'Frankfurt' })).toContain('kit_not_saved')
  expect(wordsOf({ failure_domain: 'Frankfurt', kit_read: true })).toContain('kit_saved')
})

describe('drills', () => {
  const drill = (passed: boolean, day: string) => ({ passed, finished_at: `2026-${day}T12:00:00.000Z` })
  test('one that passed counts for 30 days, and says when that is over', () => {
    const passed = postureOf({ ...bare, drills: [drill(true, '02-01')] })
    expect(passed).toMatchObject({ changes_at: '2026-03-03T12:00:00.000Z' })
    expect(passed.posture).toContain('drill_passed')
    expect(wordsOf({ drills: [drill(true, '01-21')] })).toContain('drill_untested')
    expect(wordsOf({ drills: [drill(true, '01-22')] })).toContain('drill_passed')
  })
  test('a kind whose newest failed is a failure, however long ago', () => {
    expect(wordsOf({ drills: [drill(true, '02-19'), drill(false, '01-01')] })).toContain('drill_failed')
  })
})
