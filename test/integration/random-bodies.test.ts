import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRun } from '../../src/runs/start-run.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { createFakeCloud } from '../helpers/fake-provider.ts'
import type { HttpClient } from '../helpers/http-client.ts'
import { newProviderAccount, newServer } from '../helpers/servers.ts'

const routes: string[] = []
let app: TestApp
let ids: Record<string, string>
/** One after the other: an operator may delete what the others need. */
let callers: { who: string; client: HttpClient; sign_in: number }[]

beforeAll(async () => {
  app = await startTestApp({ onRoute: (route) => routes.push(route), providers: createFakeCloud().providers })
  const operator = await signedInPerson(app, { name: 'Random', operator: true })
  const organization = await newOrganization(app, 'Random')
  const provider_account_id = await newProviderAccount(app.ctx)
  const server_id = await newServer(app.ctx, { organization_id: organization.id, provider_account_id })
  const run = await startRun(app.ctx, { kind: 'sync', organization_id: organization.id })
  const plan = (await operator.client.get('/api/plans')).body.data[0]
  const wanted = { organization_id: organization.id, plan_id: plan.id, quantity: 1 }
  const subscription = (await operator.client.post('/api/subscriptions', wanted)).body
  ids = {
    organization_id: organization.id,
    user_id: operator.id,
    plan_id: plan.id,
    subscription_id: subscription.id,
    stripe_event_id: 'evt_1',
    provider_account_id,
    server_id,
    run_id: run.id,
  }
  const owner = await signedInPerson(app, { name: 'Owner', memberships: { [organization.id]: 'owner' } })
  callers = [
    { who: 'nobody', client: app.client(), sign_in: 401 },
    { who: 'an owner', client: owner.client, sign_in: 200 },
    { who: 'an operator', client: operator.client, sign_in: 200 },
  ]
})
afterAll(() => app?.stop())

/** What people and programs get wrong: words of the API with values of every type, and texts that break parsers. */
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    "'; drop table users; --",
    '%00',
    '{{7*7}}',
    'null',
    '-1',
    '1e400',
  ),
)
const name = fc.oneof(
  fc.constantFrom(
    ...['token', 'name', 'email', 'password', 'role', 'operator', 'organization_id', 'expires_in_days', 'code'],
    ...['currentPassword', 'newPassword', 'rememberMe', 'callbackURL', 'image', '__proto__', 'constructor', 'toString'],
  ),
  oddText,
)
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1, 1e308, 'ada@example.com', 'owner', 'correct horse battery'),
    fc.double(),
    oddText,
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(name, tie('any'), { maxKeys: 4 }),
  ),
})).any
/** Right but for some of its fields, so that it gets past the first check. */
const nearlyRight = fc
  .record(
    {
      name: fc.oneof(fc.string({ minLength: 1, maxLength: 100 }), oddText),
      email: fc.oneof(fc.emailAddress(), oddText),
      password: fc.oneof(fc.string({ minLength: 10, maxLength: 200 }), oddText),
      token: fc.oneof(fc.string({ minLength: 20, maxLength: 100 }), oddText),
      code: fc.oneof(fc.constantFrom('000000', 'aaaaa-bbbbb'), oddText),
      role: fc.constantFrom('owner', 'manager', 'viewer', 'operator'),
      operator: fc.boolean(),
      organization_id: fc.constantFrom('{organization_id}', null, 'org_00000000000000000000000000'),
      expires_in_days: fc.oneof(fc.integer(), fc.constant(null)),
      provider: fc.constantFrom('digitalocean', 'contabo', 'hyperspace'),
      label: oddText,
      credentials: fc.oneof(fc.constant({ token: 'right' }), fc.dictionary(name, oddText, { maxKeys: 3 })),
      endpoint: fc.oneof(fc.constantFrom('http://127.0.0.1:9', 'file:///etc/passwd', 'http://[::1', null), oddText),
      provider_account_id: fc.constantFrom('{provider_account_id}', 'pac_00000000000000000000000000'),
      server_ids: fc.array(fc.constantFrom('{server_id}', 'srv_00000000000000000000000000', ''), { maxLength: 3 }),
      filter: fc.dictionary(fc.constantFrom('q', 'status', 'stale', 'provider', 'x'), fc.oneof(oddText, fc.boolean())),
      plan_type: fc.oneof(fc.constantFrom('basic', 'pro'), oddText),
      region: oddText,
      size: oddText,
      image: oddText,
      critical: fc.boolean(),
      note: oddText,
      plan_id: fc.constantFrom('{plan_id}', 'pln_00000000000000000000000000'),
      quantity: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.double()),
      status: fc.constantFrom('active', 'declined', 'canceled'),
      ends_at: fc.constantFrom(null, '9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z', 'soon'),
      price_minor: fc.integer({ min: -1, max: 2 ** 40 }),
      plan_types: fc.array(oddText),
    },
    { requiredKeys: [] },
  )
  .map((object) => JSON.stringify(object))
const body = fc.oneof(
  { arbitrary: nearlyRight, weight: 3 },
  fc.dictionary(name, value, { maxKeys: 8 }).map((object) => JSON.stringify(object)),
  value.map((any) => JSON.stringify(any) ?? ''),
  oddText,
)
const parameter = fc.constantFrom(
  ...['limit', 'cursor', 'q', 'organization_id', 'action', 'x'],
  ...['sort', 'stale', 'status', 'backups', 'provider', 'kind', 'state', 'outcome', 'server_id', 'parent_run_id'],
)
const query = fc.dictionary(parameter, oddText, { maxKeys: 3 })
const segment = fc.oneof(fc.constant(null), oddText)

test('no route answers 500, whatever is sent, and by whom', { timeout: 240_000 }, async () => {
  const targets = routes.filter((route) => /^(GET|POST|PUT|PATCH|DELETE) /.test(route) && !endless.has(route))
  expect(targets.length).toBeGreaterThan(30)
  for (const { who, client, sign_in } of callers) {
    for (const route of targets) await sendOddThings(who, client, route)
    expect((await client.get('/api/me')).status, who).toBe(sign_in)
  }
})

const sendOddThings = async (who: string, client: HttpClient, route: string) => {
  const [method = '', pattern = ''] = route.split(' ')
  await fc.assert(
    fc.asyncProperty(body, query, segment, async (text, parameters, odd) => {
      const path = pattern.replace(/:([a-z_]+)/g, (_all, key: string) => encode(odd ?? ids[key] ?? 'x'))
      const search = encodeQuery(parameters)
      const answer = await client.send(
        method,
        path + search,
        method === 'GET' ? undefined : text.replace(/\{(\w+_id)\}/g, (_all, key: string) => ids[key] ?? ''),
      )
      expect(answer.status, `${who}: ${method} ${path}${search} with ${text}: ${answer.text}`).toBeLessThan(500)
      if (answer.status >= 400 && pattern.startsWith('/api/') && !pattern.startsWith('/api/auth/'))
        expect(answer.body.error, answer.text).toMatchObject({
          code: expect.any(String),
          request_id: expect.any(String),
        })
    }),
    { numRuns: 12 },
  )
}

// Signing out would end the test's own session; the event stream never ends.
const endless = new Set(['POST /api/auth/sign-out', 'GET /api/events'])

const encode = (text: string) => encodeURIComponent(text.toWellFormed()) || '%20'
const encodeQuery = (parameters: Record<string, string>) => {
  const pairs = Object.entries(parameters).map(([key, text]) => `${key}=${encode(text)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
