import { expect, test } from 'vitest'
import type { ProviderSummary } from '../api/provider-types.ts'
import { whyNoKeep } from './why-no-keep.ts'

// Only what the rule looks at.
const cloud = (native: object | null) => ({ label: 'Vultr', native, snapshot: {} }) as unknown as ProviderSummary
const own = { provider_account_id: 'acc_1' }
const may = { may: true, host: 'Nordkai' }

test.each([
  ['native', cloud({ can_list: true }), own, may, null],
  ['native', cloud({ can_list: true, can_convert: false }), own, may, 'Take a snapshot instead'],
  ['native', cloud({ can_list: false }), own, may, 'Take a snapshot instead'],
  ['native', cloud({ can_list: true }), { provider_account_id: null }, may, 'billed to Nordkai'],
  ['native', cloud({ can_list: true }), own, { ...may, may: false }, 'viewer'],
  ['snapshot', cloud({ can_list: true }), own, may, 'a snapshot already'],
  ['files', undefined, own, may, 'their rules'],
] as const)('%s at %j', (method, provider, server, asker, why) => {
  const said = whyNoKeep({ server, point: { method }, provider }, asker)
  if (why === null) expect(said).toBeNull()
  else expect(said).toContain(why)
})
