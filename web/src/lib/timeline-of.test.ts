import { expect, test } from 'vitest'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { Server } from '../api/server-types.ts'
import { timelineOf } from './timeline-of.ts'

// Only what the timeline looks at; the rest of a recovery point has no bearing on it.
const point = (more: Partial<RecoveryPoint>) =>
  ({
    id: 'rcp_1',
    method: 'files',
    state: 'available',
    outcome: 'succeeded',
    damage: null,
    added_bytes: 1000,
    taken_at: '2026-11-20T23:30:00Z',
    ...more,
  }) as RecoveryPoint

const native = { state: 'off', schedule: null, managed_in_panel: false, next_at: null } as const
const strip = {
  image: 'n'.repeat(30),
  files: `${'n'.repeat(28)}mp`,
  proof: `${'.'.repeat(29)}v`,
  last_day: '2026-11-21',
}
const base = {
  server: { provider: 'machine', protections: [], native },
  strip,
  protections: [],
  time_zone: 'Europe/Berlin',
  days: 30,
}

test('a backup stands on the day that the clocks of its schedule show', () => {
  const data = timelineOf({ ...base, points: [point({}), point({ id: 'rcp_2', taken_at: '2026-11-20T22:30:00Z' })] })
  expect(data.lanes.map((lane) => lane.key)).toEqual(['files'])
  expect(data.lanes[0]?.points.map(({ day, time }) => [day, time])).toEqual([
    [29, '00:30'],
    [28, '23:30'],
  ])
  expect(data.added.slice(-3)).toEqual([null, 1000, 1000])
  expect(data.days.at(-1)).toMatchObject({ date: '2026-11-21', weekday: 'Sa', weekend: true })
})

test('a shorter span keeps the last days with their marks', () => {
  const data = timelineOf({ ...base, points: [], days: 7 })
  expect(data.days).toHaveLength(7)
  expect(data.lanes[0]?.codes.join('')).toBe('nnnnnmp')
  expect(data.proof).toBe('......v')
})

test('a server of a provider has a lane for images, also while they are off', () => {
  const data = timelineOf({ ...base, server: { ...base.server, provider: 'digitalocean' }, points: [] })
  expect(data.lanes.map(({ title, caption }) => [title, caption])).toEqual([
    ['Native', 'off'],
    ['Files', 'off'],
  ])
})

test('both kinds of images have a lane, each with its own backups; what nobody took is said on both', () => {
  const on = (method: 'native' | 'snapshot') => ({ method, desired_state: 'on' }) as Server['protections'][number]
  const data = timelineOf({
    ...base,
    strip: { ...strip, image: `${'n'.repeat(27)}mpp` },
    server: { provider: 'digitalocean', protections: [on('native'), on('snapshot')], native },
    points: [point({ method: 'native' }), point({ id: 'rcp_2', method: 'snapshot', taken_at: '2026-11-20T10:00:00Z' })],
  })
  expect(data.lanes.map(({ key, codes }) => [key, codes.slice(-3).join('')])).toEqual([
    ['native', 'mnp'],
    ['snapshot', 'mpn'],
    ['files', 'nmp'],
  ])
})
