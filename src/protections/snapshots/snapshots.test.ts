import { expect, test } from 'vitest'
import type { ProviderRecoveryPoint } from '../../providers/provider.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { fitSnapshot } from './fit-snapshot.ts'
import { makeRoom } from './make-room.ts'
import { snapshotName } from './snapshot-name.ts'
import { unkeepable } from './unkeepable.ts'

const of = { run_id: 'run_01m7z6kr098gv38bt2depbq0s2', at: '2026-03-05T02:00:00.000Z' }

test.each([
  ['web-1', 'bst-web-1-260305-depbq0s2'],
  ['Shop (prod) №1', 'bst-Shop-prod-260305-depbq0s2'],
  ['a-very-long-name-of-a-server.example.com', 'bst-a-very-lon-260305-depbq0s2'],
  ['', 'bst-260305-depbq0s2'],
  ['ąę', 'bst-260305-depbq0s2'],
])('a snapshot of %s is named so that every provider takes it', (server_name, name) => {
  expect(snapshotName({ ...of, server_name }, 30)).toBe(name)
})

const snapshot = (ref: string, day: number): ProviderRecoveryPoint => ({
  ref,
  kind: 'snapshot',
  name: `bst-${ref}`,
  created_at: `2026-03-0${day}T00:00:00.000Z`,
  size_bytes: null,
  expires_at: null,
})
const [a, b, c] = [snapshot('a', 1), snapshot('b', 2), snapshot('c', 3)]
const room = (slots: number | null, own: string[], snapshots = [c, a, b], replaces_oldest = false) =>
  makeRoom({ snapshots, own: new Set(own), capability: { slots, replaces_oldest }, size: 'x' })

test('without a limit, and with a slot free, nothing has to go', () => {
  expect(room(null, [])).toEqual({ kind: 'free' })
  expect(room(4, [])).toEqual({ kind: 'free' })
})
test('our oldest goes, never what others made', () => {
  expect(room(3, ['a', 'b', 'c'])).toEqual({ kind: 'after', oldest: a })
  expect(room(3, ['b', 'c'])).toEqual({ kind: 'after', oldest: b })
  expect(room(3, [])).toMatchObject({ kind: 'none', why: expect.stringContaining('none of them') })
})
test('our only one stays where there are more slots than one: were the new one to fail, nothing would be left', () => {
  expect(room(3, ['b'])).toMatchObject({ kind: 'none', why: expect.stringContaining('all but one') })
  expect(room(1, ['a'], [a])).toEqual({ kind: 'after', oldest: a })
})
test('a provider that replaces the old one by itself is left to it, but not with what others made', () => {
  expect(room(1, ['a'], [a], true)).toEqual({ kind: 'free' })
  expect(room(1, [], [a], true)).toMatchObject({ kind: 'none' })
  expect(room(0, [], [])).toMatchObject({ kind: 'none' })
})

test.each([
  [null, null, 60, 'day', { daily: 60 }],
  [null, 30, 60, null, null],
  [3, 30, 7, 'week', { last: 3 }],
  [3, 30, 14, 'week', { last: 3 }],
  [5, 30, 30, null, null],
  [2, 30, 7, 'week', { last: 2 }],
  [8, 30, 7, 'day', { last: 8 }],
  [1, 30, 7, null, null],
  [0, 30, 7, null, null],
] as const)(
  '%s slots, %s days of life: %i days are kept by one a %s',
  (slots, life_days, promised, every, retention) => {
    const fit = fitSnapshot({ slots, life_days }, 'x', promised)
    expect(fit && { every: 'every' in fit.schedule ? fit.schedule.every : null, retention: fit.retention }).toEqual(
      every && { every, retention },
    )
  },
)

test('a schedule that is asked for is the one that is judged', () => {
  const often: RunSchedule = { every: 'day', at: ['02:00', '08:00', '14:00', '20:00'], time_zone: 'UTC' }
  const three = { slots: 3, life_days: 30 }
  expect(fitSnapshot(three, 'x', 7, often)).toBeNull()
  expect(fitSnapshot({ slots: 29, life_days: 30 }, 'x', 7, often)).toMatchObject({ schedule: often })
  // Beside another method: as much as it can, and a single slot once a week.
  expect(fitSnapshot(three, 'x', 0, often)).toMatchObject({ retention_days: 0, retention: { last: 3 } })
  expect(fitSnapshot({ slots: 1, life_days: null }, 'x', 0)).toMatchObject({
    ...{ schedule: { every: 'week' }, retention: { last: 1 } },
  })
  expect(fitSnapshot({ slots: 0, life_days: null }, 'x', 0)).toBeNull()
})

test.each([
  [{ daily: 7 }, null, null, true],
  [{ within: { days: 25 } }, 2, 30, false],
  [{ within: { hours: 8760 } }, null, 30, false],
  [{ within: { days: 3 }, last: 3 }, 3, 30, true],
  [{ within_weekly: { days: 25 } }, 3, 30, false],
  [{}, 3, 30, false],
  [{ last: 3 }, 3, 30, true],
  [{ daily: 3, weekly: 1 }, 3, 30, false],
  [{ monthly: 1 }, 3, 30, false],
  [{ weekly: 2 }, 2, 30, false],
  [{ weekly: 2 }, 3, 30, true],
  [{ within: { days: 31 } }, null, 30, false],
  [{ within_weekly: { months: 1 } }, null, 31, true],
] as const)('rules %j with %s slots and %s days of life', (rules, slots, life_days, keepable) => {
  const lack = unkeepable(rules, { label: 'Cloud', capability: { slots, life_days }, size: 'x', schedule: 'day' })
  expect(lack === null).toBe(keepable)
})

test('what bears another name than ours stays, even where our records say that we made it', () => {
  const renamed = { ...a, name: 'before the move' }
  expect(room(3, ['a', 'b', 'c'], [renamed, b, c])).toEqual({ kind: 'after', oldest: b })
})
