import { expect, test } from 'vitest'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import type { ListState } from '../../api/use-list.ts'
import { backupsFacts } from './backups-facts.ts'

const providers = [{ name: 'digitalocean' }, { name: 'hetzner' }] as ProviderSummary[]
const list = (hasMore: boolean, ...owners: [owner: string, provider: string][]) =>
  ({
    hasMore,
    rows: owners.map(([organization_id, provider]) => ({ organization_id, provider })),
  }) as unknown as ListState<Server>
const some = list(false, ['org_a', 'digitalocean'], ['org_b', 'hetzner'], ['org_house', 'machine'])

test('the head of the page says whose the servers are; what the house organization holds is no customer’s', () => {
  expect(backupsFacts(some, null, providers, 'org_house')).toBe(
    '3 servers of 2 customers and the house, at 2 providers and by agent',
  )
})

test('until it is known which organization is the house, nobody is counted', () => {
  expect(backupsFacts(some, null, providers, undefined)).toBe('3 servers at 2 providers and by agent')
})

test('of half a list only what the server counted is said', () => {
  const half = list(true, ['org_a', 'digitalocean'])
  expect(backupsFacts(half, { all: 412 }, providers, 'org_house')).toBe('412 servers')
  expect(backupsFacts(half, null, providers, 'org_house')).toBeUndefined()
})
