import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Exchange } from '../../src/sandbox/kit/serve.ts'
import { linodeCloud } from '../../src/sandbox/linode/linode-cloud.ts'
import { askNewServerChoices } from './ask-new-server-choices.ts'
import { changes } from './changes.ts'
import { linodeSubject } from './linode-subject.ts'
import { type KnownMistake, openProviderDocument } from './provider-document.ts'
import type { ChangeName } from './subject.ts'
import { openWorld, type World } from './world.ts'

// What the adapter sends and what the sandbox answers, held against Linode's own API document.

const document = openProviderDocument('linode')
if (document === null)
  process.stderr.write('Linode: its API document is not beside this checkout; the check is left out.\n')

const mistakes: readonly KnownMistake[] = [
  { violation: /must match format "date-time"$/, evidence: "the document's own examples have no zone" },
  { violation: /host_uuid must match format "uuid"$/, evidence: "the document's own example has no dashes" },
  { violation: /\/(rate|secondary_entity) must be/, evidence: "the document's own examples have null" },
  {
    violation: /percent_complete must be integer$/,
    evidence: 'its description: "returns null for notification events"',
  },
  {
    violation: /last_successful must be string$/,
    evidence: 'its description: "displayed as null if there was no previous backup"',
  },
  {
    violation: /\/snapshot\/(current|in_progress) must be object$/,
    evidence: "null in the provider's own client's types",
  },
  { violation: /\/finished must be string$/, evidence: 'what is still under way has no end' },
  {
    violation: /^call: query page(_size)? is not documented$/,
    evidence: "types are answered in the same pages as all listings, and the provider's own clients page through them",
  },
  {
    violation: /^call: \(whole\) must NOT have additional properties$/,
    evidence: 'the two parts of a new server each rule out what the other one names: no body with a type fits both',
  },
]

let world: World
const exchanges: Exchange[] = []

beforeAll(async () => {
  world = await openWorld(linodeSubject, { servers: 520, on_exchange: (exchange) => exchanges.push(exchange) })
})
afterAll(() => world.close())

/** What the adapter does not call and the sandbox answers all the same. */
const callByHand = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const { token = '' } = world.sandbox.control.credentials()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const sent = body === undefined ? null : JSON.stringify(body)
  const reply = await fetch(`${world.sandbox.url}${path}`, { method, headers, body: sent })
  expect(reply.status, `${method} ${path}`).toBeLessThan(300)
  return reply.json()
}

const useEverything = async () => {
  const { provider } = world
  expect((await provider.checkCredentials()).scopes.every(({ granted }) => granted !== false)).toBe(true)
  expect(await provider.listServers()).toMatchObject({ complete: true })
  await provider.listPrices()
  await askNewServerChoices(world, linodeSubject)
  // The tables have the same keys.
  for (const name of Object.keys(changes) as ChangeName[]) {
    if (!changes[name].can(provider.capabilities)) continue
    const run = await changes[name].prepare(world, linodeSubject)
    const started = await run()
    if (started) await world.settle(started)
  }
  const [kept] = world.sandbox.control.servers().filter(({ recovery_points }) => recovery_points.length > 0)
  const ref = kept?.ref ?? expect.fail('no server has a recovery point')
  const { data } = (await callByHand('GET', '/v4/account/events?page=1&page_size=25')) as { data: { id: number }[] }
  await callByHand('GET', `/v4/account/events/${data[0]?.id}`)
  await callByHand('GET', '/v4/regions')
  await callByHand('GET', '/v4/linode/types/g6-nanode-1')
  await callByHand('PUT', '/v4/account/settings', { backups_enabled: false })
  await callByHand('GET', `/v4/linode/instances/${ref}/backups/${kept?.recovery_points[0]?.ref}`)
  await callByHand('DELETE', `/v4/linode/instances/${ref}`)
}

test.runIf(document !== null)('calls and answers fit the document', async () => {
  await useEverything()
  const violations = exchanges.flatMap((exchange) => document?.violations(exchange, mistakes) ?? [])
  expect([...new Set(violations)]).toEqual([])
})

test.runIf(document !== null)('every operation of the sandbox is in the document, and was checked', () => {
  const operations = linodeCloud.routes.map(({ operation }) => operation)
  expect(operations.filter((name) => !document?.operations.has(name))).toEqual([])
  const checked = new Set(exchanges.filter(({ status }) => status < 300).map(({ operation }) => operation))
  expect(operations.filter((name) => !checked.has(name))).toEqual([])
})

test.runIf(document !== null)('the check bites', () => {
  const of = (operation: string) =>
    exchanges.find((exchange) => exchange.operation === operation) ?? expect.fail(`no ${operation}`)
  const violations = (exchange: Exchange) => document?.violations(exchange, mistakes)
  const [list, restore, put, create] = [
    of('get-linode-instances'),
    of('post-restore-backup'),
    of('put-linode-instance'),
    of('post-linode-instance'),
  ]
  expect(violations({ ...restore, request_body: { overwrite: true } })).not.toEqual([])
  expect(violations({ ...put, request_body: { backups: { schedule: { window: 'W3' } } } })).not.toEqual([])
  expect(violations({ ...create, request_body: { region: 'us-east' } })).not.toEqual([])
  expect(violations({ ...list, response_body: { data: [{ id: '1' }] } })).not.toEqual([])
  expect(violations({ ...list, query: { size: '200' } })).not.toEqual([])
  expect(violations({ ...list, status: 202 })).not.toEqual([])
})
