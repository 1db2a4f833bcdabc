import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Exchange } from '../../src/sandbox/kit/serve.ts'
import { vultrCloud } from '../../src/sandbox/vultr/vultr-cloud.ts'
import { askNewServerChoices } from './ask-new-server-choices.ts'
import { changes } from './changes.ts'
import { openProviderDocument } from './provider-document.ts'
import type { ChangeName } from './subject.ts'
import { vultrSubject } from './vultr-subject.ts'
import { openWorld, type World } from './world.ts'

// What the adapter sends and what the sandbox answers, held against Vultr's own API document.

const document = openProviderDocument('vultr')
if (document === null)
  process.stderr.write('Vultr: its API document is not beside this checkout; the check is left out.\n')

let world: World
const exchanges: Exchange[] = []

beforeAll(async () => {
  world = await openWorld(vultrSubject, { servers: 60, on_exchange: (exchange) => exchanges.push(exchange) })
})
afterAll(() => world.close())

/** What the adapter does not call and the sandbox answers all the same. */
const callByHand = async (method: string, path: string): Promise<void> => {
  world.sandbox.control.advance(1_000)
  const { api_key = '' } = world.sandbox.control.credentials()
  const reply = await fetch(`${world.sandbox.url}${path}`, { method, headers: { authorization: `Bearer ${api_key}` } })
  expect(reply.status, `${method} ${path}`).toBeLessThan(300)
}

const useEverything = async () => {
  const { provider, sandbox } = world
  expect((await provider.checkCredentials()).scopes.every(({ granted }) => granted === true)).toBe(true)
  expect(await provider.listServers()).toMatchObject({ complete: true })
  await askNewServerChoices(world, vultrSubject)
  // The tables have the same keys.
  for (const name of (Object.keys(changes) as ChangeName[]).filter((one) => vultrSubject.operations[one] !== null)) {
    const run = await changes[name].prepare(world, vultrSubject)
    const started = await run()
    if (started) await world.settle(started)
  }
  const [kept] = sandbox.control.servers().filter(({ native }) => native === 'on')
  const ref = kept?.ref ?? expect.fail('no server has backups')
  await provider.enableNative(ref, { every: 'week', weekday: 'saturday', hour: 23 })
  await provider.getServer(ref)
  await provider.listPrices()
  await callByHand('GET', '/v2/regions?per_page=2')
  await callByHand('GET', '/v2/instances?per_page=2&cursor=bmV4dF9fMg==')
  await callByHand('GET', `/v2/backups/${kept?.recovery_points[0]?.ref}`)
  await callByHand('DELETE', `/v2/instances/${ref}`)
}

test.runIf(document !== null)('calls and answers fit the document', async () => {
  await useEverything()
  const violations = exchanges.flatMap((exchange) => document?.violations(exchange) ?? [])
  expect([...new Set(violations)]).toEqual([])
})

test.runIf(document !== null)('every operation of the sandbox is in the document, and was checked', () => {
  const operations = vultrCloud.routes.map(({ operation }) => operation)
  expect(operations.filter((name) => !document?.operations.has(name))).toEqual([])
  const checked = new Set(exchanges.filter(({ status }) => status < 300).map(({ operation }) => operation))
  expect(operations.filter((name) => !checked.has(name))).toEqual([])
})

test.runIf(document !== null)('the check bites', () => {
  const of = (operation: string) =>
    exchanges.find((exchange) => exchange.operation === operation) ?? expect.fail(`no ${operation}`)
  const [schedule, update, list] = [of('create-instance-backup-schedule'), of('update-instance'), of('list-instances')]
  expect(document?.violations({ ...schedule, request_body: { hour: 4 } })).not.toEqual([])
  expect(document?.violations({ ...schedule, request_body: { type: 'daily', weekday: 'SUN' } })).not.toEqual([])
  expect(document?.violations({ ...update, request_body: { backups: true } })).not.toEqual([])
  expect(document?.violations({ ...update, response_body: { instance: { features: 'auto_backups' } } })).not.toEqual([])
  expect(document?.violations({ ...list, query: { page: '2' } })).not.toEqual([])
  expect(document?.violations({ ...list, path: '/instances' })).not.toEqual([])
})
