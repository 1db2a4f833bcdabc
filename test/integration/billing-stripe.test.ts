import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { graceMs } from '../../src/billing/entitlement-from.ts'
import { entitlementOf } from '../../src/billing/entitlement-of.ts'
import { reconcileStripe } from '../../src/billing/reconcile-stripe.ts'
import { toIso } from '../../src/lib/clock.ts'
import {
  cancel,
  cancelAtPeriodEnd,
  changeItem,
  createCustomer,
  createPrice,
  failPayment,
  removeItem,
  setStatus,
  settlePayments,
  subscribe,
} from '../../src/sandbox/stripe/changes.ts'
import { addStripeItemsTask } from '../../src/tasks.ts'
import { newOrganization, signedInPerson } from '../helpers/app.ts'
import type { Answer, HttpClient } from '../helpers/http-client.ts'
import { type StripeApp, startStripeApp, webhookPath } from '../helpers/stripe.ts'
import { until } from '../helpers/until.ts'

let world: StripeApp
let operator: HttpClient
beforeAll(async () => {
  world = await startStripeApp()
  operator = (await signedInPerson(world.app, { name: 'Operator', operator: true })).client
})
afterAll(() => world?.stop())
afterEach(async () => {
  world.stripe.webhook.url = null
  await world.stripe.webhook.idle()
})

const deliver = () => {
  world.stripe.webhook.url = `${world.app.url}${webhookPath}`
}
let made = 0
const customer = async () => {
  made += 1
  const { id } = await newOrganization(world.app, `Customer ${made}`)
  const { client } = await signedInPerson(world.app, { name: `Person ${made}`, memberships: { [id]: 'manager' } })
  return { id, client }
}
const places = async (organization_id: string) =>
  (await entitlementOf(world.app.ctx, { organization_id })).plans.map(({ plan_name, places, status }) => [
    plan_name,
    places,
    status,
  ])
const codeOf = (answer: Answer) => answer.body?.error?.code ?? answer.status
const press = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
/** Buys on the page of Stripe, as a person does. */
const buy = async ({ client }: { client: HttpClient }, plan: string, quantity: number) => {
  const { body } = await client.post('/api/billing/checkout', { plan_id: world.plans[plan], quantity })
  expect(await (await fetch(body.url)).text()).toContain('a month')
  return (await press(body.url, { press: 'pay' })).headers.get('location')
}
const atStripe = (organizationId: string) => {
  const found = Object.values(world.stripe.account.state.subscriptions).find(
    ({ metadata }) => metadata.organization_id === organizationId,
  )
  if (found === undefined) throw new Error('nothing was bought')
  return found
}
const bought = async (plan = 'Basic', quantity = 2) => {
  deliver()
  const buyer = await customer()
  await buy(buyer, plan, quantity)
  await until(async () => (await places(buyer.id)).length === 1)
  return { ...buyer, subscription: atStripe(buyer.id) }
}
const priceOf = async (plan: string) => {
  const { body } = await operator.get(`/api/plans/${world.plans[plan]}`)
  const price = world.stripe.account.state.prices[body.stripe_price_id]
  if (price === undefined) throw new Error(`${plan} has no price`)
  return price
}
const eventsOf = async (state: string) =>
  (await operator.get(`/api/billing/stripe-events?state=${state}&limit=200`)).body.data

test('a manager pays by card; the record comes with the event, and no server is touched', async () => {
  const { body } = await operator.get('/api/plans')
  expect(body).toMatchObject({ stripe: true, data: [{ buyable: true }, {}, {}, {}] })
  deliver()
  const buyer = await customer()
  expect(await buy(buyer, 'Standard', 3)).toBe(`${world.app.url}/plans?checkout=paid`)
  await until(async () => (await places(buyer.id)).length === 1)
  expect(await places(buyer.id)).toEqual([['Standard', 3, 'active']])
  const { data } = (await buyer.client.get('/api/subscriptions')).body
  expect(data).toMatchObject([
    {
      organization_id: buyer.id,
      source: 'stripe',
      status: 'active',
      quantity: 3,
      price_minor: 1_299,
      currency: 'EUR',
      managed_in_stripe: true,
      ends_at: null,
      past_due_since: null,
    },
  ])
  expect(data[0].current_period_end > new Date().toISOString()).toBe(true)
  const again = await buyer.client.post('/api/billing/checkout', { plan_id: world.plans.Basic, quantity: 1 })
  expect(codeOf(again)).toBe('stripe_subscription_exists')
  expect(codeOf(await operator.patch(`/api/subscriptions/${data[0].id}`, { quantity: 9 }))).toBe('managed_in_stripe')
  expect(codeOf(await operator.patch(`/api/subscriptions/${data[0].id}`, { status: 'canceled' }))).toBe(
    'managed_in_stripe',
  )
})

test('the portal needs a customer; what is changed there is recorded', async () => {
  expect(codeOf(await (await customer()).client.post('/api/billing/portal'))).toBe('no_stripe_customer')
  const { id, client, subscription } = await bought('Basic', 2)
  const { body } = await client.post('/api/billing/portal')
  await press(body.url, { press: 'more', subscription: subscription.id })
  await until(async () => (await places(id))[0]?.[1] === 3)
  await press(body.url, { press: 'cancel', subscription: subscription.id })
  await until(async () => (await places(id)).length === 0)
  expect((await client.get('/api/subscriptions')).body.data).toMatchObject([{ status: 'canceled', entitled: false }])
  // And then one may buy again.
  await buy({ client }, 'Plus', 1)
  await until(async () => (await places(id)).length === 1)
})

test('an organization that Stripe still bills is not deleted; once that has ended it is', async () => {
  const { id, subscription } = await bought('Basic', 1)
  const refused = await operator.delete(`/api/organizations/${id}`)
  expect([refused.status, codeOf(refused)]).toEqual([409, 'organization_pays_by_card'])
  expect(refused.body.error.message).toContain('End it first')
  expect(await places(id)).toHaveLength(1)
  cancel(world.stripe.account, subscription)
  await until(async () => (await places(id)).length === 0)
  expect((await operator.delete(`/api/organizations/${id}`)).status).toBe(204)
})

test('a payment that fails leaves a grace period from when it was due; paying ends it', async () => {
  const { id, client, subscription } = await bought()
  failPayment(world.stripe.account, subscription)
  await until(async () => (await places(id))[0]?.[2] === 'past_due')
  const { data } = (await client.get('/api/subscriptions')).body
  const invoice = world.stripe.account.state.invoices[subscription.latest_invoice ?? '']
  const since = toIso((invoice?.created ?? 0) * 1_000)
  expect(data[0]).toMatchObject({ status: 'past_due', past_due_since: since, entitled: true })
  expect(Date.parse(data[0].entitled_until) - Date.parse(since)).toBe(graceMs)
  // A second failed payment, a month later, does not begin the period anew.
  if (invoice) invoice.created = invoice.status_transitions.finalized_at -= 15 * 86_400
  failPayment(world.stripe.account, subscription)
  await until(async () => (await places(id)).length === 0)
  settlePayments(world.stripe.account, subscription)
  await until(async () => (await places(id)).length === 1)
  expect((await client.get('/api/subscriptions')).body.data[0]).toMatchObject({
    status: 'active',
    past_due_since: null,
  })
  for (const status of ['unpaid', 'paused', 'incomplete', 'invented_tomorrow']) {
    setStatus(world.stripe.account, subscription, status)
    await until(async () => (await places(id)).length === 0)
    setStatus(world.stripe.account, subscription, 'trialing')
    await until(async () => (await places(id))[0]?.[2] === 'trialing')
  }
  cancelAtPeriodEnd(world.stripe.account, subscription)
  const end = toIso((subscription.cancel_at ?? 0) * 1_000)
  await until(async () => (await client.get('/api/subscriptions')).body.data[0].entitled_until === end)
})

test('an add-on joins the subscription at Stripe: as an item of its own, or on top of the one with its price', async () => {
  const { id, client, subscription } = await bought('Basic', 2)
  const add = (plan: string, quantity: number) =>
    client.post('/api/subscriptions/add-backup-addon', { plan_id: world.plans[plan], quantity })
  const other = await add('Premium', 1)
  expect(other.body).toMatchObject({ status: 'requested', managed_in_stripe: true, entitled: false })
  expect(codeOf(await operator.patch(`/api/subscriptions/${other.body.id}`, { status: 'active' }))).toBe(
    'managed_in_stripe',
  )
  await until(async () => (await places(id)).length === 2)
  expect((await client.get(`/api/subscriptions/${other.body.id}`)).body).toMatchObject({
    status: 'active',
    source: 'addon',
    price_minor: 1_999,
    requested_by: expect.stringContaining('Person'),
  })
  const same = await add('Basic', 3)
  await until(async () => (await places(id)).some(([name, count]) => name === 'Basic' && count === 5))
  const merged = (await client.get(`/api/subscriptions/${same.body.id}`)).body
  const list = (await client.get('/api/subscriptions')).body.data
  expect(list).toHaveLength(2)
  expect(merged).toMatchObject({
    status: 'canceled',
    merged_into: list.find((one: { plan_name: string }) => one.plan_name === 'Basic').id,
  })
  expect(subscription.items.data.map(({ quantity }) => quantity)).toEqual([5, 1])
})

/** Lets the time pass in which a job that failed waits for its next attempt. */
const hurry = () =>
  sql`update pgboss.job set start_after = now() where state = 'retry' and name = ${addStripeItemsTask.name}`.execute(
    world.app.ctx.db,
  )

test.each([
  ['cut_after_effect', 'createItem', 'Plus', 1],
  ['cut_before_effect', 'createItem', 'Plus', 1],
  ['server_error', 'changeItem', 'Basic', 3],
  ['cut_after_effect', 'changeItem', 'Basic', 3],
  ['rate_limited', 'getSubscription', 'Plus', 1],
] as const)('%s of %s: the add-on is added once', async (kind, operation, plan, expected) => {
  const { id, client, subscription } = await bought('Basic', 2)
  // More often than the client tries by itself (after 429 it does not), so that the job runs again.
  world.stripe.fail({ operation, times: kind === 'rate_limited' ? 1 : 3, kind })
  await client.post('/api/subscriptions/add-backup-addon', { plan_id: world.plans[plan], quantity: 1 })
  await until(async () => {
    await hurry()
    return (await places(id)).some(([name, count]) => name === plan && count === expected)
  })
  const item = subscription.items.data.find(({ price }) => price.unit_amount === (plan === 'Basic' ? 499 : 799))
  expect(item?.quantity).toBe(expected)
})

test('an add-on to a subscription that ended meanwhile is declined, and says why', async () => {
  const { client, subscription } = await bought()
  world.stripe.webhook.url = null
  cancel(world.stripe.account, subscription)
  const { body } = await client.post('/api/subscriptions/add-backup-addon', { plan_id: world.plans.Plus, quantity: 1 })
  await until(async () => (await client.get(`/api/subscriptions/${body.id}`)).body.status === 'declined')
  expect((await client.get(`/api/subscriptions/${body.id}`)).body.reason).toContain('ended before')
})

test('forged, altered, stale and unsigned events are refused, and leave nothing', async () => {
  const { id, subscription } = await bought()
  const body = JSON.stringify({
    id: 'evt_forged',
    type: 'customer.subscription.deleted',
    created: 1,
    data: { object: { id: subscription.id, customer: subscription.customer } },
  })
  const signature = world.stripe.sign(body)
  const now = Math.floor(Date.now() / 1_000)
  const refused = [
    await world.post(body, { signature: '' }),
    await world.post(body, { signature: 'nonsense' }),
    await world.post(body, { signature: `t=${now},v1=${'0'.repeat(64)}` }),
    await world.post(body.replace('evt_forged', 'evt_other1'), { signature }),
    await world.post(`${body} `, { signature }),
    await world.post(body, { signature: signature.replace(/t=\d+/, `t=${now + 100}`) }),
    await world.post(body, { at: now - 301 }),
    await world.app.client().send('POST', webhookPath, body),
    // Signed, but no event.
    await world.post('{}'),
    await world.post('not json'),
    await world.post({ id: 'evt_1', object: 'v2.core.event' }),
  ]
  expect(refused.map(codeOf)).toEqual([...Array(8).fill('invalid_signature'), ...Array(3).fill('invalid_request')])
  expect(
    await world.app.ctx.db
      .selectFrom('stripe_events')
      .select('id')
      .where('id', 'in', ['evt_forged', 'evt_other1'])
      .execute(),
  ).toEqual([])
  expect(await places(id)).toHaveLength(1)
})

test('an event counts once however often and in whatever order it comes; what it says does not matter', async () => {
  const { id, subscription } = await bought('Basic', 1)
  world.stripe.webhook.url = null
  const before = world.stripe.account.state.events.length
  const [item] = subscription.items.data
  if (item === undefined) throw new Error('no item')
  for (const quantity of [2, 3, 4]) changeItem(world.stripe.account, item, { quantity })
  const events = world.stripe.account.state.events.slice(before).reverse()
  const answers = await Promise.all([...events, ...events, ...events].map((event) => world.post(event)))
  expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(9).fill([200, { received: true }]))
  await until(async () => (await places(id))[0]?.[1] === 4)
  await until(async () => (await eventsOf('pending')).length === 0)
  expect(await places(id)).toEqual([['Basic', 4, 'active']])
  const stored = (await eventsOf('handled')).filter(({ id }: { id: string }) => events.some((event) => event.id === id))
  expect(stored).toHaveLength(3)
  // One that lies about the subscription, though signed, changes nothing: Stripe is asked.
  await world.post({ ...events[0], id: 'evt_lie', type: 'customer.subscription.deleted' })
  await until(async () => (await eventsOf('handled')).some(({ id }: { id: string }) => id === 'evt_lie'))
  expect(await places(id)).toEqual([['Basic', 4, 'active']])
})

test('what Stripe sends about others is kept with a reason; mended, it can be tried again', async () => {
  deliver()
  const { account } = world.stripe
  const stranger = createCustomer(account, { name: 'Stranger', email: null, metadata: {} })
  const lost = subscribe(account, { customer: stranger.id, price: await priceOf('Basic'), quantity: 1, metadata: {} })
  const about = async (subscriptionId: string) =>
    (await eventsOf('unhandled')).filter(
      (one: { stripe_subscription_id: string }) => one.stripe_subscription_id === subscriptionId,
    )
  await until(async () => (await about(lost.id)).length === 2)
  const [event] = await about(lost.id)
  expect(event.reason).toContain(`The Stripe customer ${stranger.id} belongs to no organization here`)
  const { id } = await newOrganization(world.app, 'Found')
  lost.metadata.organization_id = id
  const retried = await operator.patch(`/api/billing/stripe-events/${event.id}`, { state: 'pending' })
  expect(retried.body.state).toBe('pending')
  await until(async () => (await places(id)).length === 1)
  expect(await about(lost.id)).toEqual([])

  const foreign = createPrice(account, { unit_amount: 100, currency: 'eur' })
  const unknown = subscribe(account, { customer: stranger.id, price: foreign, quantity: 7, metadata: {} })
  await until(async () => (await about(unknown.id)).length === 2)
  expect((await about(unknown.id))[0].reason).toContain(`No plan has the Stripe price ${foreign.id}`)
  const plan = { name: 'New', price_minor: 100, currency: 'EUR', retention_days: 3, plan_types: ['basic'] }
  const { body } = await operator.post('/api/plans', plan)
  const wrong = await operator.patch(`/api/plans/${body.id}`, { stripe_price_id: (await priceOf('Plus')).id })
  expect(wrong.body.error.details.fields[0].message).toContain('799 EUR in minor units')
  expect(codeOf(await operator.patch(`/api/plans/${body.id}`, { stripe_price_id: 'price_none' }))).toBe(
    'invalid_request',
  )
  // A plan's new price makes everything be compared.
  expect((await operator.patch(`/api/plans/${body.id}`, { stripe_price_id: foreign.id })).status).toBe(200)
  await until(async () => (await places(id)).some(([name, count]) => name === 'New' && count === 7))
  await until(async () => (await about(unknown.id)).length === 0)

  const dispute = { id: 'evt_dispute', type: 'charge.dispute.created', created: 1, data: { object: { id: 'dp_1' } } }
  await world.post(dispute)
  const settle = (state: string) => operator.patch('/api/billing/stripe-events/evt_dispute', { state })
  expect(codeOf(await settle('pending'))).toBe('conflict')
  expect((await settle('dismissed')).body.state).toBe('dismissed')
  expect(await eventsOf('unhandled')).toEqual([])
})

test('events that never came are made up for at night; what a list or a wrong account hides is not taken to be gone', async () => {
  const [{ id, subscription }, other] = [await bought('Basic', 2), await bought('Plus', 1)]
  world.stripe.webhook.url = null
  const [item] = subscription.items.data
  if (item === undefined) throw new Error('no item')
  changeItem(world.stripe.account, item, { quantity: 6 })
  cancel(world.stripe.account, other.subscription)
  expect(await places(id)).toEqual([['Basic', 2, 'active']])
  await reconcileStripe(world.app.ctx, {})
  expect(await places(id)).toEqual([['Basic', 6, 'active']])
  expect(await places(other.id)).toEqual([])
  expect((await operator.post('/api/billing/reconcile')).status).toBe(204)
  // As with the key of another account: Stripe knows nothing.
  const all = world.stripe.account.state.subscriptions
  world.stripe.account.state.subscriptions = {}
  await reconcileStripe(world.app.ctx, {})
  expect(await places(id)).toEqual([['Basic', 6, 'active']])
  world.stripe.account.state.subscriptions = all
  // An item that was taken off is.
  removeItem(world.stripe.account, item)
  await reconcileStripe(world.app.ctx, {})
  expect(await places(id)).toEqual([])
})

test('another price for a plan takes nothing from those who have the old one', async () => {
  const { id, subscription } = await bought('Premium', 2)
  const before = await priceOf('Premium')
  const price = createPrice(world.stripe.account, { unit_amount: 2_500, currency: 'eur' })
  await operator.patch(`/api/plans/${world.plans.Premium}`, { stripe_price_id: price.id, price_minor: 2_500 })
  const [item] = subscription.items.data
  if (item) changeItem(world.stripe.account, item, { quantity: 3 })
  await until(async () => (await places(id))[0]?.[1] === 3)
  expect(item?.price.id).toBe(before.id)
  expect(await places(id)).toEqual([['Premium', 3, 'active']])
})

test('Stripe away, refusing or unreachable: said so, and nothing written', async () => {
  const { client, id } = await customer()
  const checkout = (who = client) =>
    who.post('/api/billing/checkout', { plan_id: world.plans.Basic, quantity: 1, organization_id: id })
  world.stripe.fail({ operation: 'createCheckoutSession', times: 2, kind: 'server_error' })
  const refused = await checkout()
  expect([refused.status, codeOf(refused)]).toEqual([502, 'stripe_failed'])
  expect(refused.body.error.message).not.toContain('unknown error')
  world.stripe.fail({ operation: 'createCheckoutSession', times: 2, kind: 'server_error' })
  expect((await checkout(operator)).body.error.message).toContain('An unknown error occurred')
  world.stripe.fail({ operation: 'createCheckoutSession', times: 2, kind: 'cut_before_effect' })
  expect((await checkout()).body.error.message).toContain('did not answer')
  expect((await client.get('/api/subscriptions')).body.data).toEqual([])
  // Cut off after its effect, the client asks again with the same key and gets the first session.
  world.stripe.fail({ operation: 'createCheckoutSession', times: 1, kind: 'cut_after_effect' })
  expect((await checkout()).status).toBe(201)
  const [first, second] = world.stripe.calls.filter(({ operation }) => operation === 'createCheckoutSession').slice(-2)
  expect([first?.idempotency_key === second?.idempotency_key, second?.replayed]).toEqual([true, true])
  expect(
    Object.values(world.stripe.account.state.customers).filter((one) => one.metadata.organization_id === id),
  ).toHaveLength(1)
})

test('two people of one organization begin to pay at once: it becomes one customer', async () => {
  const { client, id } = await customer()
  const checkout = () => client.post('/api/billing/checkout', { plan_id: world.plans.Basic, quantity: 1 })
  const answers = await Promise.all([checkout(), checkout(), checkout()])
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  const { customers, sessions } = world.stripe.account.state
  expect(Object.values(customers).filter(({ metadata }) => metadata.organization_id === id)).toHaveLength(1)
  const used = Object.values(sessions).filter(({ client_reference_id }) => client_reference_id === id)
  expect(new Set(used.map((session) => session.customer)).size).toBe(1)
})
