import { expect, test } from 'vitest'
import type { ProviderName } from '../../src/providers/provider.ts'
import type { Chance } from '../helpers/fault-counts.ts'
import type { Step } from '../helpers/images/steps.ts'
import { createVolleys } from '../helpers/images/volleys.ts'
import type { Moment } from '../helpers/images/watched-proxy.ts'

// What `images-killed` kills with: what it counts as hit has to be what was hit.

const flow = { name: 'flow', clouds: [], prepare: async () => {}, begin: async () => null }
const step = (provider: ProviderName, moment: Moment): Step => ({
  ...{ flow, provider, operation: 'read', moment, at_times: null },
  name: `${provider}, ${moment}`,
})
/** No call is let through before a step counts, and no time passes after an answer. */
const chance: Chance = {
  below: (end) => (end === 3 ? 1 : 0),
  between: (low) => low,
  pick: () => {
    throw new Error('nothing is picked here')
  },
}
const open = (steps: readonly Step[], graceMs = 10_000) => {
  const kills: (readonly string[])[] = []
  const strike = async (names: readonly string[]) => void kills.push(names)
  return { kills, volleys: createVolleys(steps, { chance, anywhereAfter: 0, strike, graceMs }) }
}

test('one kill hits a step of each cloud: calls wait at theirs, and an answer is out before the kill that comes after it', async () => {
  const { kills, volleys } = open([step('linode', 'before effect'), step('vultr', 'after answer')])
  const [first, second] = [{}, {}]
  const cut = volleys.onCall('linode', 'read', 'before effect', first)
  expect(volleys.isHolding()).toBe(true)
  expect(await volleys.onCall('vultr', 'read', 'before effect', second)).toBe('go on')
  expect(await volleys.onCall('vultr', 'read', 'before answer', second)).toBe('go on')
  expect(kills).toEqual([])
  expect(await volleys.onCall('vultr', 'read', 'after answer', second)).toBe('go on')
  expect(await cut).toBe('cut')
  expect(kills).toEqual([['linode, before effect', 'vultr, after answer']])
  expect(volleys.isLeft('linode') || volleys.isLeft('vultr') || volleys.isHolding()).toBe(false)
})

test('a cloud that does not come is not waited for, and an answer that never went out is no hit', async () => {
  const steps = [step('linode', 'before answer'), step('vultr', 'after answer'), step('contabo', 'before effect')]
  const { kills, volleys } = open(steps, 50)
  const cut = volleys.onCall('linode', 'read', 'before answer', {})
  expect(await volleys.onCall('vultr', 'read', 'before answer', {})).toBe('go on')
  expect(await cut).toBe('cut')
  expect(kills).toEqual([['linode, before answer']])
  expect(volleys.isLeft('contabo')).toBe(true)
})

test('while calls wait, less time passes for what is stored than a lease lasts', () => {
  const { volleys } = open([step('linode', 'before effect'), step('vultr', 'before effect')])
  expect(volleys.mayPass(600)).toBe(true)
  void volleys.onCall('linode', 'read', 'before effect', {})
  expect([volleys.mayPass(100), volleys.mayPass(100)]).toEqual([true, false])
})
