import { expect, test } from 'vitest'
import type { ProviderRecoveryPoint } from '../../providers/provider.ts'
import { compareHistory, type KnownPoint } from './compare-history.ts'
import { expiryOf } from './expiry-of.ts'

const known = (ref: string, over: Partial<KnownPoint> = {}): KnownPoint => ({
  id: `rcp_${ref}`,
  method: 'native',
  ref,
  taken_at: '2026-03-01T04:00:00.000Z',
  state: 'available',
  size_bytes: 10,
  provider_expires_at: '2026-03-08T04:00:00.000Z',
  expires_at: '2026-03-08T04:00:00.000Z',
  missing_since: null,
  ...over,
})
const listed = (ref: string, over: Partial<ProviderRecoveryPoint> = {}): ProviderRecoveryPoint => ({
  ref,
  kind: 'native',
  name: ref,
  created_at: '2026-03-01T04:00:00.000Z',
  size_bytes: 10,
  expires_at: null,
  ...over,
})
const at = { began_at: '2026-03-05T12:00:00.000Z', complete: true }
const nothing = { found: [], changed: [], overdue: [], missing: [], expired: [], gone: [], in_doubt: false }
const earlier = '2026-03-05T11:00:00.000Z'

test('what is just as before changes nothing', () => {
  expect(compareHistory([known('a')], [listed('a')], at)).toEqual(nothing)
})

test('a backup that became a snapshot keeps its record', () => {
  const compared = compareHistory([known('a')], [listed('a', { kind: 'snapshot' })], at)
  expect(compared).toMatchObject({ found: [], changed: [{ known: { id: 'rcp_a' }, seen: { kind: 'snapshot' } }] })
})

test('one that was taken to be gone and is listed is there again', () => {
  const back = compareHistory([known('a', { state: 'gone' })], [listed('a')], at)
  expect(back.changed).toHaveLength(1)
})

test('absence counts from the second whole list on, and never from a part', () => {
  const [a, b] = [known('a', { missing_since: earlier }), known('b')]
  const rest = [listed('c')]
  expect(compareHistory([a, b], rest, { ...at, complete: false })).toEqual({ ...nothing, found: rest })
  expect(compareHistory([a, b], rest, at)).toMatchObject({ missing: [b], gone: [a], expired: [] })
})

test('whether it had its time decides what it is called', () => {
  const old = known('a', { missing_since: earlier, provider_expires_at: '2026-03-06T04:00:00.000Z' })
  const endless = known('b', { missing_since: earlier, provider_expires_at: null })
  expect(compareHistory([old, endless], [listed('c')], at)).toMatchObject({ expired: [old], gone: [endless] })
})

test('where a provider thins its own out, one that goes beside a newer one had its time; a snapshot did not', () => {
  const daily = known('a', { missing_since: earlier, provider_expires_at: '2026-03-15T04:00:00.000Z' })
  const snapshot = known('s', { method: 'snapshot', missing_since: earlier, provider_expires_at: null })
  const newest = known('n', { missing_since: earlier, taken_at: '2026-03-04T04:00:00.000Z' })
  const now = [listed('b', { created_at: '2026-03-02T04:00:00.000Z' })]
  expect(compareHistory([daily, snapshot, newest], now, { ...at, thins: true })).toMatchObject({
    expired: [daily],
    gone: [snapshot, newest],
  })
  expect(compareHistory([daily], now, at).gone).toEqual([daily])
})

test('a list with nothing in it is believed after a day', () => {
  const since = (missing_since: string) => compareHistory([known('a', { missing_since })], [], at)
  expect(since(earlier)).toEqual({ ...nothing, in_doubt: true })
  expect(since('2026-03-04T11:59:00.000Z').gone).toHaveLength(1)
})

test('one that was taken while the list was read is not looked for', () => {
  expect(compareHistory([known('a', { taken_at: at.began_at })], [listed('b')], at).missing).toEqual([])
})

test('who deletes a backup and when: the provider says, or its rules for the schedule', () => {
  const capability = { retention_days: { day: 7, week: 28 } } as never
  const of = (every: 'day' | 'week' | null, over = {}) =>
    expiryOf(listed('a', over), { capability, schedule: every && { every } })
  expect(of('day')).toBe('2026-03-08T04:00:00.000Z')
  expect(of('week')).toBe('2026-03-29T04:00:00.000Z')
  expect(of(null)).toBeNull()
  expect(of('day', { kind: 'snapshot' })).toBeNull()
  expect(of('day', { expires_at: '2026-03-31T00:00:00.000Z' })).toBe('2026-03-31T00:00:00.000Z')
})

test('what is listed though its time was over is told, once, as long as the provider itself names no later time', () => {
  const late = { began_at: '2026-03-08T04:00:00.000Z', complete: false }
  const overdue = (before: KnownPoint, seen: ProviderRecoveryPoint) =>
    compareHistory([before], [seen], late).overdue.map(({ ref }) => ref)
  expect(overdue(known('a'), listed('a'))).toEqual(['a'])
  expect(overdue(known('a', { expires_at: null }), listed('a'))).toEqual([])
  expect(overdue(known('a'), listed('a', { expires_at: '2026-03-09T04:00:00.000Z' }))).toEqual([])
  expect(overdue(known('a', { provider_expires_at: '2026-03-08T04:00:01.000Z' }), listed('a'))).toEqual([])
})
