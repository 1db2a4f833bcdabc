import { expect, test } from 'vitest'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { newServerName, newServerOf, sizesIn, whyNoNewServer, whyNotName, whyNotOrder } from './new-server.ts'

const size = (name: string, disk_gb: number, over = {}) => ({
  name,
  disk_gb,
  regions: null as string[] | null,
  price_per_month: { amount_minor: disk_gb * 10, currency: 'USD' },
  fits: disk_gb >= 60,
  ...over,
})
const choices = {
  regions: ['fra1', 'ams3'],
  min_disk_gb: 60,
  sizes: [size('l', 160), size('xs', 25), size('m', 80), size('far', 80, { regions: ['ams3'] })],
  suggested: { region: 'fra1', size: 'm' },
}
const wish = { name: 'fresh-1', region: '', size: '' }

test('it is called after the old one, in letters that a host name takes', () => {
  expect(newServerName('shop prod_1')).toBe('shop-prod-1-restored')
  expect(whyNotName(newServerName('x'.repeat(80)))).toBeNull()
  expect(whyNotName(newServerName('–'))).toBeNull()
  expect(whyNotName('-web')).toContain('letters')
  expect(whyNotName(' ')).toContain('called')
})

test('sizes that do not hold the image, or are not sold there, stand by themselves', () => {
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name)
  const { fit, small, elsewhere } = sizesIn(choices, 'fra1')
  expect([names(fit), names(small), names(elsewhere)]).toEqual([['m', 'l'], ['xs'], ['far']])
})

test('what nobody chose is as it was, and what is not there any more is chosen anew', () => {
  expect(newServerOf(wish, choices)).toMatchObject({ region: 'fra1', size: { name: 'm' } })
  expect(newServerOf({ ...wish, region: 'ams3', size: 'far' }, choices).size?.name).toBe('far')
  expect(newServerOf({ ...wish, region: 'gone', size: 'far' }, choices)).toMatchObject({ region: 'fra1' })
  const none = { ...choices, suggested: { region: 'fra1', size: null } }
  expect(whyNotOrder(wish, none)).toContain('Choose a size')
  expect(whyNotOrder(wish, undefined)).toContain('not known yet')
  expect(whyNotOrder(wish, choices)).toBeNull()
})

test('why not is said by what the provider can do, then by who asks', () => {
  const can = { can_restore_to_new: true }
  // Only what the rule looks at.
  const provider = (native: object, snapshot: object) => ({ label: 'Vultr', native, snapshot }) as ProviderSummary
  const server = (provider_account_id: string | null) => ({ provider_account_id }) as Server
  const ask = (method: 'native' | 'snapshot', of: ProviderSummary, account: string | null, may = true) =>
    whyNoNewServer({ server: server(account), point: { method }, provider: of }, { may, host: 'Nordkai' })
  expect(ask('native', provider({}, can), 'pac_1')).toContain('of a snapshot only')
  expect(ask('snapshot', provider({}, {}), 'pac_1')).toContain('cannot make')
  expect(ask('snapshot', provider(can, can), 'pac_1', false)).toContain('viewer')
  expect(ask('snapshot', provider(can, can), null)).toContain('billed to Nordkai')
  expect(ask('snapshot', provider(can, can), 'pac_1')).toBeNull()
})
