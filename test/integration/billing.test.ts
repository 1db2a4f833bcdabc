import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensurePlans } from '../../src/billing/ensure-plans.ts'
import { entitlementOf } from '../../src/billing/entitlement-of.ts'
import { watchBilling } from '../../src/billing/watch-billing.ts'
import { dayMs, testClock } from '../../src/lib/clock.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import type { Answer, HttpClient } from '../helpers/http-client.ts'

const clock = testClock()
let app: TestApp
let operator: HttpClient
let plans: Record<string, string>
beforeAll(async () => {
  app = await startTestApp({ clock })
  operator = (await signedInPerson(app, { name: 'Operator', operator: true })).client
  const { data } = (await operator.get('/api/plans')).body
  plans = Object.fromEntries(data.map(({ id, name }: { id: string; name: string }) => [name, id]))
})
afterAll(() => app?.stop())

let made = 0
const customer = async (role: 'owner' | 'manager' | 'viewer' = 'owner') => {
  made += 1
  const { id } = await newOrganization(app, `Customer ${made}`)
  const { client } = await signedInPerson(app, { name: `Person ${made}`, memberships: { [id]: role } })
  return { id, client }
}
const places = async (organization_id: string) =>
  (await entitlementOf(app.ctx, { organization_id })).plans.map(({ plan_name, places }) => [plan_name, places])
const codeOf = (answer: Answer) => answer.body?.error?.code ?? answer.status
const fieldOf = (answer: Answer) => answer.body?.error?.details?.fields?.[0]?.path
const newPlan = (name: string, extra: object = {}) =>
  operator.post('/api/plans', {
    name,
    price_minor: 900,
    currency: 'EUR',
    retention_days: 21,
    plan_types: ['basic'],
    ...extra,
  })
const announcements = async (organizationId: string): Promise<number> => {
  const { rows } = await app.pool.query(
    "select 1 from pgboss.job where name = 'protections.entitlement-changed' and data ->> 'organization_id' = $1",
    [organizationId],
  )
  return rows.length
}

test('the four plans are there from the first start, once, with prices in minor units', async () => {
  await Promise.all([ensurePlans(app.ctx), ensurePlans(app.ctx)])
  const { body } = await (await customer('viewer')).client.get('/api/plans')
  expect(body.stripe).toBe(false)
  expect(
    body.data.map((plan: Record<string, unknown>) => [
      plan.name,
      plan.retention_days,
      plan.price_minor,
      plan.currency,
      plan.price_as_of,
    ]),
  ).toEqual([
    ['Basic', 7, 499, 'EUR', '2026-01-15'],
    ['Plus', 14, 799, 'EUR', '2026-01-15'],
    ['Standard', 30, 1_299, 'EUR', '2026-01-15'],
    ['Premium', 60, 1_999, 'EUR', '2026-01-15'],
  ])
  expect(body.data[0]).toMatchObject({
    methods: ['native', 'snapshot', 'files'],
    plan_types: ['basic', 'standard', 'pro'],
    buyable: false,
  })
})

test('an operator grants places, changes them and ends them; each leaves its audit event and announces it', async () => {
  const { id, client } = await customer()
  const granted = await operator.post('/api/subscriptions', {
    organization_id: id,
    plan_id: plans.Standard,
    quantity: 3,
  })
  expect(granted).toMatchObject({
    status: 201,
    body: { status: 'active', source: 'grant', quantity: 3, entitled: true, entitled_until: null, price_minor: 1_299 },
  })
  const path = `/api/subscriptions/${granted.body.id}`
  expect((await client.get(path)).body.plan_name).toBe('Standard')
  expect(await places(id)).toEqual([['Standard', 3]])
  expect((await operator.patch(path, { quantity: 1 })).body.quantity).toBe(1)
  expect(await places(id)).toEqual([['Standard', 1]])
  const ended = await operator.patch(path, { status: 'canceled', reason: 'Moved away' })
  expect(ended.body).toMatchObject({ status: 'canceled', entitled: false, reason: 'Moved away', ends_at: clock.now() })
  expect(await places(id)).toEqual([])
  const trail = await operator.get(`/api/audit-events?target_id=${granted.body.id}`)
  expect(trail.body.data.map((event: { action: string }) => event.action)).toEqual([
    'subscription.ended',
    'subscription.changed',
    'subscription.granted',
  ])
  expect(await announcements(id)).toBe(3)
  // Said again, it is so already; the other way round it cannot be.
  expect((await operator.patch(path, { status: 'canceled' })).status).toBe(200)
  expect(codeOf(await operator.patch(path, { status: 'active' }))).toBe('conflict')
  expect(codeOf(await operator.patch(path, { quantity: 9 }))).toBe('conflict')
})

test('a purchase is a request; an operator approves or declines it, and nothing is entitled before', async () => {
  const { id, client } = await customer('manager')
  const ask = (quantity: number) => client.post('/api/subscriptions', { plan_id: plans.Basic, quantity })
  const asked = await ask(2)
  expect(asked).toMatchObject({
    status: 201,
    body: { organization_id: id, status: 'requested', source: 'request', entitled: false },
  })
  expect(await places(id)).toEqual([])
  expect(codeOf(await ask(2))).toBe('already_exists')
  expect(codeOf(await client.patch(`/api/subscriptions/${asked.body.id}`, { status: 'active' }))).toBe('forbidden')
  const waiting = await operator.get(`/api/subscriptions?status=requested&organization_id=${id}`)
  expect(waiting.body.data).toMatchObject([{ id: asked.body.id, organization_name: `Customer ${made}`, quantity: 2 }])
  const path = `/api/subscriptions/${asked.body.id}`
  expect((await operator.patch(path, { status: 'active', quantity: 4 })).body).toMatchObject({
    status: 'active',
    quantity: 4,
  })
  expect(await places(id)).toEqual([['Basic', 4]])

  const second = await ask(1)
  const declined = await operator.patch(`/api/subscriptions/${second.body.id}`, {
    status: 'declined',
    reason: 'No server to spare',
  })
  expect(declined.body).toMatchObject({ status: 'declined', reason: 'No server to spare' })
  expect(codeOf(await operator.patch(`/api/subscriptions/${second.body.id}`, { status: 'active' }))).toBe('conflict')
  expect(await places(id)).toEqual([['Basic', 4]])
})

test('the add-on of a customer waits for an operator; of an operator it counts at once', async () => {
  const { id, client } = await customer()
  const wanted = { plan_id: plans.Plus, quantity: 2 }
  const asked = await client.post('/api/subscriptions/add-backup-addon', wanted)
  expect(asked).toMatchObject({ status: 201, body: { source: 'addon', status: 'requested' } })
  expect(await places(id)).toEqual([])
  await operator.patch(`/api/subscriptions/${asked.body.id}`, { status: 'active' })
  const given = await operator.post('/api/subscriptions/add-backup-addon', { ...wanted, organization_id: id })
  expect(given.body).toMatchObject({ source: 'addon', status: 'active' })
  expect(await places(id)).toEqual([['Plus', 4]])
  const { body } = await client.get(`/api/organizations/${id}/entitlement`)
  expect(body.plans).toMatchObject([{ plan_name: 'Plus', places: 4, until: null, status: 'active' }])
})

test('who may not, may not: viewers, other organizations, operators without a name', async () => {
  const [viewer, stranger] = [await customer('viewer'), await customer()]
  const body = { plan_id: plans.Basic, quantity: 1 }
  for (const path of ['/api/subscriptions', '/api/subscriptions/add-backup-addon', '/api/billing/checkout']) {
    expect(codeOf(await viewer.client.post(path, body)), path).toBe('forbidden')
    expect(codeOf(await stranger.client.post(path, { ...body, organization_id: viewer.id })), path).toBe('not_found')
    expect(fieldOf(await operator.post(path, body)), path).toBe('organization_id')
  }
  const nobody = { ...body, organization_id: 'org_00000000000000000000000000' }
  expect(fieldOf(await operator.post('/api/subscriptions', nobody))).toBe('organization_id')
  expect(codeOf(await operator.post('/api/subscriptions/add-backup-addon', nobody))).toBe('not_found')
  expect(codeOf(await stranger.client.get(`/api/organizations/${viewer.id}/entitlement`))).toBe('not_found')
  expect(codeOf(await stranger.client.post('/api/billing/checkout', body))).toBe('stripe_not_configured')
  expect(codeOf(await stranger.client.post('/api/billing/portal'))).toBe('stripe_not_configured')
  const asMember = { ...body, ends_at: '2027-01-01T00:00:00Z' }
  expect(fieldOf(await stranger.client.post('/api/subscriptions', asMember))).toBe('ends_at')
})

test.each([0, -1, 1.5, 10_001, 1e300, '3', null, undefined, [2]])('%j is no quantity', async (quantity) => {
  const { id } = await newOrganization(app, `Quantity ${String(quantity)}`)
  const body = { organization_id: id, plan_id: plans.Basic, quantity }
  for (const path of ['/api/subscriptions', '/api/subscriptions/add-backup-addon'])
    expect(fieldOf(await operator.post(path, body)), path).toBe('quantity')
  expect((await operator.get(`/api/subscriptions?organization_id=${id}`)).body.data).toEqual([])
})

test('a retired plan is not sold any more, and goes on for those who have it', async () => {
  const { id, client } = await customer()
  const plan = (await newPlan('Short lived')).body
  await operator.post('/api/subscriptions', { organization_id: id, plan_id: plan.id, quantity: 1 })
  const retired = await operator.patch(`/api/plans/${plan.id}`, { retired: true })
  expect(retired.body.retired_at).toBe(clock.now())
  expect(codeOf(await client.post('/api/subscriptions', { plan_id: plan.id, quantity: 1 }))).toBe('plan_retired')
  expect(
    codeOf(await operator.post('/api/subscriptions', { organization_id: id, plan_id: plan.id, quantity: 1 })),
  ).toBe('plan_retired')
  expect(await places(id)).toEqual([['Short lived', 1]])
  const sold = async (retired: boolean) => (await client.get(`/api/plans?retired=${retired}`)).body.data
  expect((await sold(false)).map(({ name }: { name: string }) => name)).not.toContain('Short lived')
  expect(await sold(true)).toMatchObject([{ name: 'Short lived' }])
  // Its name is free again, so it cannot come back under it.
  expect((await newPlan('Short lived')).status).toBe(201)
  expect(codeOf(await operator.patch(`/api/plans/${plan.id}`, { retired: false }))).toBe('already_exists')
})

test('a plan that covers less is announced to those who have it; a new price is dated and leaves what was agreed', async () => {
  const { id } = await customer()
  const plan = (await newPlan('Changing', { plan_types: ['basic', 'pro'] })).body
  const grant = await operator.post('/api/subscriptions', { organization_id: id, plan_id: plan.id, quantity: 1 })
  clock.advanceMs(dayMs)
  const changed = await operator.patch(`/api/plans/${plan.id}`, { plan_types: ['basic'], price_minor: 1_000 })
  expect(changed.body).toMatchObject({
    price_minor: 1_000,
    price_as_of: clock.now().slice(0, 10),
    plan_types: ['basic'],
  })
  expect(await announcements(id)).toBe(2)
  expect((await operator.get(`/api/subscriptions/${grant.body.id}`)).body).toMatchObject({
    price_minor: 900,
    price_as_of: plan.price_as_of,
  })
  // The same again is no change.
  await operator.patch(`/api/plans/${plan.id}`, { plan_types: ['basic'], price_minor: 1_000 })
  expect(await announcements(id)).toBe(2)
  const trail = await operator.get(`/api/audit-events?target_id=${plan.id}`)
  expect(trail.body.data[0]).toMatchObject({ action: 'plan.changed', before: { price_minor: 900 } })
  expect(trail.body.data).toHaveLength(2)
})

test.each([
  ['price_minor', { price_minor: -1 }],
  ['price_minor', { price_minor: 4.99 }],
  ['currency', { currency: 'eur' }],
  ['methods.0', { methods: ['magic'] }],
  ['methods', { methods: [] }],
  ['plan_types', { plan_types: [] }],
  ['plan_types.0', { plan_types: ['no spaces'] }],
  ['retention_days', { retention_days: 0 }],
  ['price_as_of', { price_as_of: 'yesterday' }],
  ['stripe_price_id', { stripe_price_id: 'prod_1' }],
])('a plan with a wrong %s is refused', async (field, extra) => {
  expect(fieldOf(await newPlan('Wrong', extra))).toBe(field)
})

test('names of plans are unique, whatever their case; so are their prices in Stripe', async () => {
  expect(codeOf(await newPlan('BASIC'))).toBe('already_exists')
  expect((await newPlan('With price', { stripe_price_id: 'price_1' })).status).toBe(201)
  expect(codeOf(await newPlan('Same price', { stripe_price_id: 'price_1' }))).toBe('already_exists')
  const other = (await newPlan('Other price')).body
  expect(codeOf(await operator.patch(`/api/plans/${other.id}`, { stripe_price_id: 'price_1' }))).toBe('already_exists')
  expect(codeOf(await operator.patch(`/api/plans/${other.id}`, { name: 'basic' }))).toBe('already_exists')
})

test('an end that passes ends the entitlement by itself, is announced once, and shows', async () => {
  const { id, client } = await customer()
  const ends_at = new Date(clock.nowMs() + 10 * dayMs).toISOString()
  const body = { organization_id: id, plan_id: plans.Premium, quantity: 2 }
  expect(fieldOf(await operator.post('/api/subscriptions', { ...body, ends_at: '2025-01-01T00:00:00Z' }))).toBe(
    'ends_at',
  )
  const granted = await operator.post('/api/subscriptions', { ...body, ends_at })
  expect(granted.body).toMatchObject({ entitled: true, entitled_until: ends_at, ends_at })
  await watchBilling(app.ctx)
  expect(await announcements(id)).toBe(1)
  clock.advanceMs(10 * dayMs)
  expect(await places(id)).toEqual([])
  await Promise.all([watchBilling(app.ctx), watchBilling(app.ctx)])
  await watchBilling(app.ctx)
  expect(await announcements(id)).toBe(2)
  const shown = await client.get(`/api/subscriptions/${granted.body.id}`)
  expect(shown.body).toMatchObject({ status: 'canceled', entitled: false, ends_at })
})

test('two operators approve at once: it is approved once', async () => {
  const { client } = await customer()
  const { body } = await client.post('/api/subscriptions', { plan_id: plans.Basic, quantity: 1 })
  const approve = () => operator.patch(`/api/subscriptions/${body.id}`, { status: 'active' })
  const decline = () => operator.patch(`/api/subscriptions/${body.id}`, { status: 'declined' })
  const answers = await Promise.all([approve(), approve(), decline()])
  const trail = (await operator.get(`/api/audit-events?target_id=${body.id}`)).body.data
  expect(trail).toHaveLength(2)
  expect(answers.map(codeOf).sort()).toEqual(
    trail[0].action === 'subscription.approved' ? [200, 200, 'conflict'] : [200, 'conflict', 'conflict'],
  )
})

test('lists go page by page, also with plans of one price', async () => {
  const { id } = await customer()
  for (const plan_id of Object.values(plans))
    await operator.post('/api/subscriptions', { organization_id: id, plan_id, quantity: 1 })
  for (const path of [`/api/subscriptions?organization_id=${id}`, '/api/plans?retired=false']) {
    const whole = (await operator.get(`${path}&limit=200`)).body.data
    const pages = []
    for (let cursor = ''; ; ) {
      const { body } = await operator.get(`${path}&limit=3${cursor}`)
      pages.push(...body.data)
      if (body.next_cursor === null) break
      cursor = `&cursor=${body.next_cursor}`
    }
    expect(pages).toEqual(whole)
  }
})

test('operators word a plan in one short line of plain text', async () => {
  const made = await newPlan('Worded', { description: ' Back past a <b>long</b> weekend ' })
  expect(made.body.description).toBe('Back past a <b>long</b> weekend')
  const change = (description: string) => operator.patch(`/api/plans/${made.body.id}`, { description })
  expect((await change('')).body.description).toBe('')
  expect(fieldOf(await change('x'.repeat(141)))).toBe('description')
  expect(fieldOf(await change('two\nlines'))).toBe('description')
  await operator.patch(`/api/plans/${made.body.id}`, { retired: true })
})
