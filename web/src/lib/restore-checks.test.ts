import { describe, expect, test } from 'vitest'
import type { Agent } from '../../../src/agents/schema.ts'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { type CheckFacts, restoreChecks } from './restore-checks.ts'

const now = new Date('2026-11-21T10:00:00.000Z')
// Only the fields that are asked for.
const point = (over: Partial<RecoveryPoint> = {}) =>
  ({
    method: 'files',
    state: 'available',
    expired: false,
    damage: null,
    warning: null,
    proven_at: '2026-11-20T02:00:00.000Z',
    ...over,
  }) as RecoveryPoint
const agent = (over: Partial<Agent> = {}) =>
  ({
    connected: true,
    paused: false,
    revoked_at: null,
    trouble: null,
    last_seen_at: '2026-11-21T09:00:00.000Z',
    ...over,
  }) as Agent
const facts = (over: Partial<CheckFacts> = {}): CheckFacts => ({
  point: point(),
  target_name: 'web-1',
  agent: agent(),
  busy: false,
  chosen: 0,
  missing: [],
  now,
  ...over,
})
const tones = (over: Partial<CheckFacts>) => restoreChecks(facts(over)).map(({ key, tone }) => `${key} ${tone}`)

test('all is well', () => {
  expect(tones({})).toEqual(['point good', 'proof good', 'agent good', 'other good'])
})

test('what is not known yet is left out', () => {
  expect(tones({ agent: undefined, busy: undefined })).toEqual(['point good', 'proof good'])
})

describe('the backup', () => {
  test('that is gone cannot be restored', () => {
    expect(tones({ point: point({ state: 'gone' }) })[0]).toBe('point bad')
  })

  test('that is damaged, ended with a warning and was never proved says all three', () => {
    const damaged = point({
      damage: { found_at: '2026-11-21T08:00:00.000Z', objects: 1, files: 2, paths: [] },
      warning: { code: 'skipped_files', message: '3 files were skipped.' },
      proven_at: null,
      missing_since: null,
    })
    expect(tones({ point: damaged }).slice(0, 3)).toEqual(['damage warn', 'warning warn', 'proof warn'])
    expect(restoreChecks(facts({ point: damaged }))[0]?.more).toContain('2 files')
  })
})

describe('the agent', () => {
  test.each([
    [null, 'agent bad', 'agent'],
    [agent({ paused: true }), 'agent warn', 'agent'],
    [agent({ connected: false }), 'agent warn', undefined],
    [agent({ trouble: { code: 'no_restic', message: 'No restic was found.' } }), 'agent warn', undefined],
  ])('%#: is told with its remedy', (value, says, remedy) => {
    expect(tones({ agent: value })).toContain(says)
    expect(restoreChecks(facts({ agent: value })).find(({ key }) => key === 'agent')?.remedy).toBe(remedy)
  })
})

test('another restore stands in the way', () => {
  expect(tones({ busy: true })).toContain('other bad')
})

test('chosen files that the backup does not have are named', () => {
  expect(tones({ chosen: 2, missing: ['/a'] })).toContain('files warn')
  expect(tones({ chosen: 1, missing: ['/a'] })).toContain('files bad')
  const many = restoreChecks(facts({ chosen: 9, missing: ['/a', '/b', '/c', '/d'] }))
  expect(many.find(({ key }) => key === 'files')).toMatchObject({ text: 'Not in this backup: /a, /b, /c.' })
})
