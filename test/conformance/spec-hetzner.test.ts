import { afterAll, beforeAll, expect, test } from 'vitest'
import { hetznerCloud } from '../../src/sandbox/hetzner/hetzner-cloud.ts'
import type { Exchange } from '../../src/sandbox/kit/serve.ts'
import { askNewServerChoices } from './ask-new-server-choices.ts'
import { changes } from './changes.ts'
import { hetznerSubject } from './hetzner-subject.ts'
import { openProviderDocument } from './provider-document.ts'
import type { ChangeName } from './subject.ts'
import { openWorld, type World } from './world.ts'

// What the adapter sends and what the sandbox answers, held against Hetzner Cloud's own API document.

const document = openProviderDocument('hetzner')
if (document === null)
  process.stderr.write('Hetzner Cloud: its API document is not beside this checkout; the check is left out.\n')

let world: World
const exchanges: Exchange[] = []

beforeAll(async () => {
  world = await openWorld(hetznerSubject, { servers: 60, on_exchange: (exchange) => exchanges.push(exchange) })
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
  await provider.checkCredentials()
  expect(await provider.listServers()).toMatchObject({ complete: true })
  await askNewServerChoices(world, hetznerSubject)
  // The tables have the same keys.
  for (const name of Object.keys(changes) as ChangeName[]) {
    if (!changes[name].can(provider.capabilities)) continue
    const run = await changes[name].prepare(world, hetznerSubject)
    const started = await run()
    if (started) await world.settle(started)
    // Names are unique in a project.
    const made = world.sandbox.control.servers().find((server) => server.name === `${hetznerSubject.new_server.name}-2`)
    if (made) world.sandbox.control.panel('delete_server', { server_ref: made.ref })
  }
  await provider.listPrices()
  expect(await provider.listAllRecoveryPoints([])).toMatchObject({ complete: true })
  const [kept] = world.sandbox.control.servers().filter(({ recovery_points }) => recovery_points.length > 0)
  const ref = kept?.ref ?? expect.fail('no server has a recovery point')
  await callByHand('GET', '/v1/locations')
  await callByHand('GET', '/v1/server_types?page=1&per_page=2')
  await callByHand('GET', '/v1/images?type=system')
  await callByHand('GET', `/v1/servers/${ref}/actions`)
  for (const command of ['poweron', 'shutdown', 'poweroff']) {
    await callByHand('POST', `/v1/servers/${ref}/actions/${command}`)
    world.sandbox.control.advance(world.sandbox.control.settings().action_ms)
  }
  const followed = lastOf('get_action').path.split('/').at(-1)
  await callByHand('GET', `/v1/actions?id=${followed}`)
  await callByHand('DELETE', `/v1/servers/${ref}`)
}

const lastOf = (operation: string): Exchange =>
  exchanges.findLast((exchange) => exchange.operation === operation) ?? expect.fail(`no ${operation}`)

test.runIf(document !== null)('calls and answers fit the document', async () => {
  await useEverything()
  const violations = exchanges.flatMap((exchange) => document?.violations(exchange) ?? [])
  expect([...new Set(violations)]).toEqual([])
})

test.runIf(document !== null)('every operation of the sandbox is in the document, and was checked', () => {
  const operations = hetznerCloud.routes.map(({ operation }) => operation)
  expect(operations.filter((name) => !document?.operations.has(name))).toEqual([])
  const checked = new Set(exchanges.filter(({ status }) => status < 300).map(({ operation }) => operation))
  expect(operations.filter((name) => !checked.has(name))).toEqual([])
})

test.runIf(document !== null)('the check bites', () => {
  const [action, list] = [lastOf('rebuild_server_from_image'), lastOf('list_servers')]
  expect(document?.violations({ ...action, request_body: { image: 5 } })).not.toEqual([])
  expect(document?.violations({ ...action, request_body: { image: '5', backups: true } })).not.toEqual([])
  expect(document?.violations({ ...action, response_body: { action: { id: '1' } } })).not.toEqual([])
  expect(document?.violations({ ...list, response_body: { servers: [] } })).not.toEqual([])
  expect(document?.violations({ ...list, query: { size: '50' } })).not.toEqual([])
  expect(document?.violations({ ...list, path: '/servers' })).not.toEqual([])
  expect(document?.violations({ ...list, status: 202 })).not.toEqual([])
})
