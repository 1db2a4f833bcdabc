import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contaboCloud } from '../../src/sandbox/contabo/contabo-cloud.ts'
import type { Exchange } from '../../src/sandbox/kit/serve.ts'
import { refOfServer } from './changes.ts'
import { contaboSubject } from './contabo-subject.ts'
import { type KnownMistake, openProviderDocument } from './provider-document.ts'
import { openWorld, type World } from './world.ts'

// What the adapter sends and what the sandbox answers, held against Contabo's own API document. That each call carries its
// `x-request-id` is held by the sandbox itself, which refuses calls without one.

const document = openProviderDocument('contabo')
if (document === null)
  process.stderr.write('Contabo: its API document is not beside this checkout; the check is left out.\n')

const mistakes: readonly KnownMistake[] = [
  { violation: /cancelDate must be string/, evidence: 'real replies of May 2026 have null where nothing is cancelled' },
]

/** The sign-in service has no API document of its own: OAuth2 (RFC 6749, 4.3) is its contract. */
const undocumented = ['getToken']

let world: World
const exchanges: Exchange[] = []

beforeAll(async () => {
  world = await openWorld(contaboSubject, { servers: 120, on_exchange: (exchange) => exchanges.push(exchange) })
})
afterAll(() => world.close())

/** What the adapter does not call and the sandbox answers all the same. */
const callByHand = async (method: string, path: string, body?: unknown): Promise<void> => {
  const { client_id = '', client_secret = '', api_user = '', api_password = '' } = world.sandbox.control.credentials()
  const form = { client_id, client_secret, username: api_user, password: api_password, grant_type: 'password' }
  const tokenUrl = `${world.sandbox.url}/auth/realms/contabo/protocol/openid-connect/token`
  const answer: unknown = await (await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) })).json()
  expect(answer).toMatchObject({ access_token: expect.any(String), expires_in: 300, token_type: 'Bearer' })
  const { access_token } = answer as { access_token: string }
  const reply = await fetch(`${world.sandbox.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${access_token}`,
      'x-request-id': randomUUID(),
      'content-type': 'application/json',
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  expect(reply.status).toBeLessThan(300)
}

const useEverything = async () => {
  const { provider } = world
  const ref = await refOfServer(world, 'off')
  await provider.checkCredentials()
  expect(await provider.listServers()).toMatchObject({ complete: true })
  await world.settle(await provider.createServer(contaboSubject.new_server))
  await world.settle(await provider.enableNative(ref, null))
  await world.settle(await provider.createSnapshot(ref, 'nightly 1'))
  const [point] = await provider.listRecoveryPoints(ref)
  if (point === undefined) throw new Error('the snapshot is not listed')
  await world.settle(await provider.restoreInPlace(ref, point))
  expect((await provider.listChangedServers?.('2020-01-01T00:00:00.000Z'))?.changed.has(ref)).toBe(true)
  await callByHand('PATCH', `/v1/compute/instances/${ref}`, { displayName: 'renamed' })
  await callByHand('PATCH', `/v1/compute/instances/${ref}/snapshots/${point.ref}`, { name: 'kept', description: 'why' })
  await provider.deleteSnapshot(ref, point.ref)
  await callByHand('GET', `/v1/compute/instances?page=1&size=20&search=web&status=running&instanceIds=${ref}`)
  await callByHand('GET', `/v1/compute/instances/audits?instanceId=${ref}&page=1&size=1`)
  await callByHand('GET', '/v1/compute/instances/actions/audits')
  await callByHand('GET', `/v1/compute/snapshots/audits?snapshotId=${point.ref}&startDate=2020-01-01`)
}

test.runIf(document !== null)('calls and answers fit the document', async () => {
  await useEverything()
  const violations = exchanges
    .filter(({ operation }) => !undocumented.includes(operation))
    .flatMap((exchange) => document?.violations(exchange, mistakes) ?? [])
  expect([...new Set(violations)]).toEqual([])
})

test.runIf(document !== null)('every operation of the sandbox is in the document, and was checked', () => {
  const operations = contaboCloud.routes.map(({ operation }) => operation)
  expect(operations.filter((name) => !document?.operations.has(name))).toEqual(undocumented)
  const checked = new Set(exchanges.filter(({ status }) => status < 300).map(({ operation }) => operation))
  expect(operations.filter((name) => !checked.has(name))).toEqual([])
})

test.runIf(document !== null)('the check bites', () => {
  const upgrade = exchanges.find(({ operation }) => operation === 'upgradeInstance')
  if (upgrade === undefined) throw new Error('nothing was upgraded')
  expect(document?.violations({ ...upgrade, request_body: { backups: {} } })).not.toEqual([])
  expect(document?.violations({ ...upgrade, response_body: { data: {} } })).not.toEqual([])
  expect(document?.violations({ ...upgrade, path: '/v1/compute/instances/1/upgrades' })).not.toEqual([])
  expect(document?.violations({ ...upgrade, status: 204 })).not.toEqual([])
  expect(document?.violations({ ...upgrade, query: { force: 'true' } })).not.toEqual([])
})
