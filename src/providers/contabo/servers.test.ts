import { expect, test } from 'vitest'
import { testClock } from '../../lib/clock.ts'
import type { Call, Send } from '../send.ts'
import { classifyReply } from './classify-reply.ts'
import { createContaboAsk } from './contabo-ask.ts'
import { listServers } from './servers.ts'

const known = { backup: new Set([2101]), other: new Set([1501]) }
const entry = (instanceId: number, more: object = {}) => ({ instanceId, status: 'running', addOns: [], ...more })
const pageOf = (data: readonly unknown[], totalElements: number, totalPages: number) => ({
  data,
  _links: {},
  _pagination: { size: 2, totalElements, totalPages, page: 1 },
})

/** Lists from these answers, page by page. */
const list = (...answers: readonly unknown[]) => {
  const calls: Call[] = []
  const send: Send = async (call) => {
    calls.push(call)
    return { status: 200, headers: new Headers(), body: answers[calls.length - 1] ?? answers.at(-1) }
  }
  const ask = createContaboAsk(send, { classify: classifyReply(testClock()), redact: (text) => text })
  return listServers(ask, known)
}

test('all pages of a list whose count agrees are complete', async () => {
  const listing = await list(pageOf([entry(1), entry(2)], 3, 2), pageOf([entry(3)], 3, 2))
  expect(listing).toMatchObject({ complete: true, problem: null, calls: 2 })
  expect(listing.servers.map(({ ref }) => ref)).toEqual(['1', '2', '3'])
})

test.each([
  [
    'a server that slipped between pages',
    [pageOf([entry(1), entry(2)], 4, 2), pageOf([entry(2), entry(3)], 4, 2)],
    /4 servers and listed 3/,
  ],
  ['a count that changed', [pageOf([entry(1), entry(2)], 3, 2), pageOf([entry(3), entry(4)], 4, 2)], /changed/],
  ['an unreadable entry', [pageOf([entry(1), { name: 'no id' }], 2, 1)], /could not be read/],
  [
    'no count',
    [
      { data: [entry(1)], _links: {} },
      { data: [], _links: {} },
    ],
    /did not say/,
  ],
  ['nothing at all', [pageOf([], 0, 0)], /no servers/],
  ['an empty second page', [pageOf([entry(1), entry(2)], 4, 2), pageOf([], 4, 2)], /listed 2/],
  ['an answer of another form', [pageOf([entry(1), entry(2)], 4, 2), { servers: [] }], /Page 2 did not come/],
])('%s is not complete', async (_name, answers, problem) => {
  const listing = await list(...answers)
  expect(listing.complete).toBe(false)
  expect(listing.problem).toMatch(problem)
})

test('a list that promises more for ever ends', async () => {
  const listing = await list(pageOf([entry(1), entry(2)], 5_000_000, 2_500_000))
  expect(listing).toMatchObject({ complete: false, calls: 2_000 })
})

test.each([
  ['no add-ons', [], 'off'],
  ['auto-backup', [{ id: 2101, quantity: 1 }], 'on'],
  ['auto-backup and something', [{ id: 2101 }, { id: 7 }], 'on'],
  ['auto-backup that ended', [{ id: 2101, quantity: 0 }], 'off'],
  ['something known', [{ id: 1501, quantity: 1 }], 'off'],
  ['something nobody can name', [{ id: 1501 }, { id: 7, quantity: 1 }], 'unknown'],
  ['an unreadable list', 'none', 'unknown'],
  ['no list', undefined, 'unknown'],
])('%s: native backups %s', async (_name, addOns, state) => {
  const { servers } = await list(pageOf([entry(1, { productName: 'VPS 4', addOns })], 1, 1))
  expect(servers[0]?.native.state).toBe(state)
})

test('a product that cannot have auto-backup has it off, whatever it has', async () => {
  const { servers } = await list(
    pageOf([entry(1, { productName: 'VDS S', productType: 'vds', addOns: [{ id: 7 }] })], 1, 1),
  )
  expect(servers[0]?.native.state).toBe('off')
})

test('a real answer is read, with what is in no document', async () => {
  const real = {
    ...entry(202_401_936),
    name: 'vmi202401936',
    displayName: '',
    region: 'EU',
    productId: 'V95',
    productName: 'Cloud VPS 20 SSD (no setup)',
    productType: 'ssd',
    createdDate: '2026-05-15T10:07:51.000Z',
    cancelDate: null,
    addOns: [
      { id: 1501, quantity: 1 },
      { id: 2134, quantity: 1 },
    ],
    applicationId: '3af31f69-9a60-4762-a7d9-763d68fde85f',
    ipConfig: {
      v4: { ip: '203.0.113.36', gateway: '203.0.113.1', netmaskCidr: 21 },
      v6: { ip: '2001:db8::1', gateway: 'fe80::1', netmaskCidr: 64 },
    },
  }
  const { servers } = await list(pageOf([real], 1, 1))
  expect(servers).toEqual([
    {
      ref: '202401936',
      name: 'vmi202401936',
      region: 'EU',
      address: '203.0.113.36',
      size: 'Cloud VPS 20 SSD',
      status: 'running',
      provider_status: 'running',
      locked: false,
      native: { state: 'unknown', schedule: null, managed_in_panel: false, next_at: null },
      recovery_point_refs: null,
      newest_native_at: null,
      disk_bytes: null,
      price_per_month: null,
      addon_ids: [1501, 2134],
      created_at: '2026-05-15T10:07:51.000Z',
    },
  ])
})
