import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { expect, onTestFinished, test } from 'vitest'
import { createPrice } from './changes.ts'
import { type StripeSandbox, type StripeSandboxOptions, startStripeSandbox } from './start-stripe-sandbox.ts'

const start = async (options: StripeSandboxOptions = {}) => {
  const sandbox = await startStripeSandbox(options)
  onTestFinished(() => sandbox.close())
  return sandbox
}
const clientOf = ({ url, secret_key }: StripeSandbox, key = secret_key) =>
  new Stripe(key, { host: '127.0.0.1', port: new URL(url).port, protocol: 'http', maxNetworkRetries: 0 })
const press = (url: string, name: string) => fetch(url, { method: 'POST', body: new URLSearchParams({ press: name }) })

test('the official client buys through it, and what was bought survives a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'backstay-stripe-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const options = { state_file: join(folder, 'stripe.json') }
  const first = await startStripeSandbox(options)
  const price = createPrice(first.account, { unit_amount: 499, currency: 'EUR' })
  const client = clientOf(first)
  const customer = await client.customers.create({ name: 'Ada', metadata: { organization_id: 'org_1' } })
  const session = await client.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: price.id, quantity: 2 }],
    subscription_data: { metadata: { organization_id: 'org_1' } },
    success_url: `${first.url}/done`,
  })
  expect((await press(session.url ?? '', 'pay')).url).toBe(`${first.url}/done`)
  await first.close()

  const second = clientOf(await start(options))
  const [subscription] = (await second.subscriptions.list({ status: 'all' })).data
  expect(subscription).toMatchObject({
    status: 'active',
    customer: customer.id,
    metadata: { organization_id: 'org_1' },
  })
  expect(subscription?.items.data).toMatchObject([{ quantity: 2, price: { unit_amount: 499, currency: 'eur' } }])
  expect((await second.checkout.sessions.retrieve(session.id)).subscription).toBe(subscription?.id)
})

test('it refuses as Stripe does', async () => {
  const sandbox = await start()
  const client = clientOf(sandbox)
  const { StripeAuthenticationError, StripeInvalidRequestError, StripeIdempotencyError } = Stripe.errors
  const wrongKey = clientOf(sandbox, 'sk_test_wrong').subscriptions.retrieve('sub_1')
  await expect(wrongKey).rejects.toBeInstanceOf(StripeAuthenticationError)
  await expect(client.subscriptions.retrieve('sub_1')).rejects.toMatchObject({ code: 'resource_missing' })
  const unknown = client.billingPortal.sessions.create({ customer: 'cus_1' })
  await expect(unknown).rejects.toBeInstanceOf(StripeInvalidRequestError)
  const create = (name: string) => client.customers.create({ name }, { idempotencyKey: 'one' })
  expect((await create('Ada')).id).toBe((await create('Ada')).id)
  await expect(create('Eve')).rejects.toBeInstanceOf(StripeIdempotencyError)
})

test('its lists have pages', async () => {
  const sandbox = await start()
  const client = clientOf(sandbox)
  const price = createPrice(sandbox.account, { unit_amount: 1, currency: 'eur' })
  const { id } = await client.customers.create({})
  for (let n = 0; n < 7; n += 1) {
    const line_items = [{ price: price.id, quantity: 1 }]
    const session = await client.checkout.sessions.create({ mode: 'subscription', customer: id, line_items })
    await press(session.url ?? '', 'pay')
  }
  const all = await client.subscriptions.list({ limit: 3 }).autoPagingToArray({ limit: 100 })
  expect(new Set(all.map((one) => one.id)).size).toBe(7)
})
