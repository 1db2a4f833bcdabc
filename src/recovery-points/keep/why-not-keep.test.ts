import { expect, test } from 'vitest'
import { type Caller, systemCaller } from '../../context.ts'
import { contaboCapabilities } from '../../providers/contabo/capabilities.ts'
import { capabilities as digitalocean } from '../../providers/digitalocean/capabilities.ts'
import { capabilities as hetzner } from '../../providers/hetzner/capabilities.ts'
import { capabilities as linode } from '../../providers/linode/capabilities.ts'
import { capabilities as vultr } from '../../providers/vultr/capabilities.ts'
import { whyNotKeep } from './why-not-keep.ts'

const theirs = { account_organization_id: 'org_1' }
const ours = { account_organization_id: null }
const owner: Caller = {
  ...systemCaller,
  kind: 'user',
  operator: false,
  memberships: [{ organization_id: 'org_1', role: 'owner' }],
}
const native = { method: 'native' } as const

test.each([
  [digitalocean, null],
  [hetzner, null],
  [contaboCapabilities, 'method_unavailable'],
  [linode, 'method_unavailable'],
  [vultr, 'method_unavailable'],
])('$0.label', (capabilities, code) => {
  expect(whyNotKeep(systemCaller, { point: native, source: ours, capabilities })?.code ?? null).toBe(code)
})

test('who does not pay for snapshots keeps none', () => {
  const about = { point: native, capabilities: hetzner }
  expect(whyNotKeep(owner, { ...about, source: ours })?.code).toBe('forbidden')
  expect(whyNotKeep(owner, { ...about, source: theirs })).toBeNull()
})

test('a snapshot is one already, and files have rules', () => {
  const about = { source: ours, capabilities: hetzner }
  expect(whyNotKeep(systemCaller, { ...about, point: { method: 'snapshot' } })?.message).toContain('a snapshot already')
  expect(whyNotKeep(systemCaller, { ...about, point: { method: 'files' } })?.message).toContain('rules')
})
