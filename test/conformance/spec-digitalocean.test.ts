import { afterAll, beforeAll, expect, test } from 'vitest'
import { digitaloceanCloud } from '../../src/sandbox/digitalocean/digitalocean-cloud.ts'
import type { Exchange } from '../../src/sandbox/kit/serve.ts'
import { askNewServerChoices } from './ask-new-server-choices.ts'
import { changes } from './changes.ts'
import { digitaloceanSubject } from './digitalocean-subject.ts'
import { openProviderDocument } from './provider-document.ts'
import type { ChangeName } from './subject.ts'
import { openWorld, type World } from './world.ts'

// What the adapter sends and what the sandbox answers, held against DigitalOcean's own API document.

const document = openProviderDocument('digitalocean', [
  {
    list: '#/components/schemas/droplet_action/properties/type/enum',
    value: 'change_backup_policy',
    evidence: "the operation's own table of actions and a schema of that name describe it",
  },
])
if (document === null)
  process.stderr.write('DigitalOcean: its API document is not beside this checkout; the check is left out.\n')

let world: World
const exchanges: Exchange[] = []

beforeAll(async () => {
  world = await openWorld(digitaloceanSubject, { servers: 260, on_exchange: (exchange) => exchanges.push(exchange) })
})
afterAll(() => world.close())

/** What the adapter does not call and the sandbox answers all the same. */
const callByHand = async (method: string, path: string): Promise<void> => {
  const { token = '' } = world.sandbox.control.credentials()
  const reply = await fetch(`${world.sandbox.url}${path}`, { method, headers: { authorization: `Bearer ${token}` } })
  expect(reply.status, `${method} ${path}`).toBeLessThan(300)
}

const useEverything = async () => {
  const { provider } = world
  expect((await provider.checkCredentials()).scopes.every(({ granted }) => granted !== false)).toBe(true)
  expect(await provider.listServers()).toMatchObject({ complete: true })
  await askNewServerChoices(world, digitaloceanSubject)
  // The tables have the same keys.
  for (const name of Object.keys(changes) as ChangeName[]) {
    const run = await changes[name].prepare(world, digitaloceanSubject)
    const started = await run()
    if (started) await world.settle(started)
  }
  const [kept] = world.sandbox.control.servers().filter(({ recovery_points }) => recovery_points.length > 0)
  const ref = kept?.ref ?? expect.fail('no server has a recovery point')
  await callByHand('GET', '/v2/regions?page=1&per_page=2')
  await provider.listPrices()
  await provider.listAllRecoveryPoints((await provider.listServers()).servers)
  await callByHand('GET', '/v2/images?type=distribution')
  await callByHand('GET', `/v2/droplets/${ref}/actions`)
  await callByHand('GET', '/v2/snapshots?resource_type=droplet')
  await callByHand('GET', `/v2/images/${kept?.recovery_points[0]?.ref}`)
  const snapshot = world.sandbox.control
    .servers()
    .flatMap(({ recovery_points }) => recovery_points)
    .find(({ kind }) => kind === 'snapshot')
  await callByHand('GET', `/v2/snapshots/${snapshot?.ref}`)
  await callByHand('DELETE', `/v2/droplets/${ref}`)
}

test.runIf(document !== null)('calls and answers fit the document', async () => {
  await useEverything()
  const violations = exchanges.flatMap((exchange) => document?.violations(exchange) ?? [])
  expect([...new Set(violations)]).toEqual([])
})

test.runIf(document !== null)('every operation of the sandbox is in the document, and was checked', () => {
  const operations = digitaloceanCloud.routes.map(({ operation }) => operation)
  expect(operations.filter((name) => !document?.operations.has(name))).toEqual([])
  const checked = new Set(exchanges.filter(({ status }) => status < 300).map(({ operation }) => operation))
  expect(operations.filter((name) => !checked.has(name))).toEqual([])
})

test.runIf(document !== null)('the check bites', () => {
  const of = (operation: string) =>
    exchanges.find((exchange) => exchange.operation === operation) ?? expect.fail(`no ${operation}`)
  const [action, list] = [of('dropletActions_post'), of('droplets_list')]
  const policy = { plan: 'hourly', hour: 5 }
  expect(
    document?.violations({ ...action, request_body: { type: 'enable_backups', backup_policy: policy } }),
  ).not.toEqual([])
  expect(document?.violations({ ...action, response_body: { action: { id: '1' } } })).not.toEqual([])
  expect(document?.violations({ ...list, response_body: { droplets: [] } })).not.toEqual([])
  expect(document?.violations({ ...list, query: { size: '200' } })).not.toEqual([])
  expect(document?.violations({ ...list, status: 202 })).not.toEqual([])
})
