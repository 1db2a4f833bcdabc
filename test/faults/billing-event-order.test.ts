import fc from 'fast-check'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { ensurePlans } from '../../src/billing/ensure-plans.ts'
import { syncStripeSubscription } from '../../src/billing/sync-stripe-subscription.ts'
import {
  addItem,
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
import type { Price, StripeEvent, Subscription } from '../../src/sandbox/stripe/objects.ts'
import { type StripeSandbox, startStripeSandbox } from '../../src/sandbox/stripe/start-stripe-sandbox.ts'
import { isLongRun } from '../helpers/fault-counts.ts'
import { newSequence } from '../helpers/sequence.ts'
import { type Books, openBooks } from '../helpers/stripe-books.ts'

const organizations = 25
let stripe: StripeSandbox
let prices: Price[]
let customers: string[]
beforeAll(async () => {
  stripe = await startStripeSandbox()
  prices = [499, 799, 1_299, 1_999].map((unit_amount) => createPrice(stripe.account, { unit_amount, currency: 'eur' }))
  customers = Array.from({ length: organizations }, (_, n) => {
    return createCustomer(stripe.account, { name: `Organization ${n}`, email: null, metadata: {} }).id
  })
})
afterAll(() => stripe?.close())

const books = async (): Promise<Books> => {
  const opened = await openBooks(
    stripe,
    customers.map((stripe_customer_id, n) => ({ name: `Organization ${n}`, stripe_customer_id })),
  )
  onTestFinished(() => opened.drop())
  await ensurePlans(opened.ctx)
  const plans = await opened.ctx.db.selectFrom('plans').select('id').orderBy('price_minor').execute()
  for (const [n, { id }] of plans.entries()) {
    const change = { stripe_price_id: prices[n]?.id ?? null }
    await opened.ctx.db.updateTable('plans').set(change).where('id', '=', id).execute()
  }
  return opened
}

/** Something happens at Stripe, chosen by numbers; resolves with the events. */
const happen = (which: number, whom: number, amount: number): StripeEvent[] => {
  const { account } = stripe
  const { events } = account.state
  const before = events.length
  const running = Object.values(account.state.subscriptions).filter(({ status }) => status !== 'canceled')
  const subscription = running[whom % Math.max(1, running.length)]
  if (subscription === undefined || (which === 0 && running.length < 3 * organizations)) start(whom, amount)
  else change(subscription, which, amount)
  return events.slice(before)
}

const start = (whom: number, amount: number) => {
  const [customer, price] = [customers[whom % customers.length], prices[amount % prices.length]]
  if (customer === undefined || price === undefined) throw new Error('nobody')
  subscribe(stripe.account, { customer, price, quantity: 1 + (amount % 9), metadata: {} })
}

const change = (subscription: Subscription, which: number, amount: number) => {
  const { account } = stripe
  const { data } = subscription.items
  const item = data[amount % data.length]
  const unused = prices.find((price) => !data.some((one) => one.price.id === price.id))
  if (item === undefined) return cancel(account, subscription)
  if (which === 1 && unused)
    return addItem(account, subscription, { price: unused, quantity: 1 + amount, metadata: {} })
  if (which === 2 && data.length > 1) return removeItem(account, item)
  if (which === 3) return failPayment(account, subscription)
  if (which === 4) return settlePayments(account, subscription)
  if (which === 5) return setStatus(account, subscription, ['trialing', 'unpaid', 'paused', 'active'][amount % 4] ?? '')
  if (which === 6) return cancelAtPeriodEnd(account, subscription)
  if (which === 7 && amount % 7 === 0) return cancel(account, subscription)
  return changeItem(account, item, { quantity: 1 + (amount % 50) })
}

// The long form runs with the faults.
const enough = isLongRun ? 10_000 : 2_000

test(`${enough} shuffled events with duplicates end in the state of ordered replay`, { timeout: 240_000 }, async () => {
  const [ordered, shuffled] = [await books(), await books()]
  const next = newSequence(20_260_115)
  let late: StripeEvent[] = []
  let total = 0
  while (total < enough) {
    const fresh: StripeEvent[] = []
    while (fresh.length < 500) fresh.push(...happen(next(12), next(1_000), next(50)))
    total += fresh.length
    // In order for each subscription; they know nothing of each other.
    const lanes = Map.groupBy(fresh, (event) => laneOf(event))
    await inLanes(lanes.size, [...lanes.values()], async (events) => {
      for (const event of events) await ordered.receive(event)
    })
    await ordered.workAll()
    // Some come twice, some later than what follows, some both, and jobs run whenever they like.
    const fates = fresh.map((event) => ({ event, fate: next(10) }))
    const coming = [...late, ...fates.flatMap(({ event, fate }) => Array(fate < 6 ? 1 : fate < 8 ? 2 : 0).fill(event))]
    late = fates.filter(({ fate }) => fate === 0 || fate > 7).map(({ event }) => event)
    await inLanes(20, next.shuffle(coming), async (event) => {
      await shuffled.receive(event)
      if (next(4) === 0) await shuffled.work(next(shuffled.queue.length))
    })
  }
  await inLanes(20, next.shuffle(late), (event) => shuffled.receive(event))
  await shuffled.workAll()
  const [one, other] = [await ordered.read(), await shuffled.read()]
  expect(total).toBeGreaterThanOrEqual(enough)
  expect(other).toEqual(one)
  expect(one).toMatchObject({ open_events: 0, events: total, created: 0 })
  expect(one.items.length).toBeGreaterThan(organizations)
})

test('whatever happens, comes double or late: once all has arrived, the records say what Stripe says', async () => {
  const kept = await books()
  const step = fc.record({
    which: fc.nat(11),
    whom: fc.nat(1_000),
    amount: fc.nat(50),
    arrival: fc.constantFrom('now', 'twice', 'late'),
    jobs: fc.nat(2),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 15 }),
      fc.infiniteStream(fc.nat(100)),
      async (steps, picks) => {
        const late: StripeEvent[] = []
        for (const { which, whom, amount, arrival, jobs } of steps) {
          const events = happen(which, whom, amount)
          if (arrival === 'late') late.push(...events)
          else await Promise.all([...events, ...(arrival === 'twice' ? events : [])].map(kept.receive))
          await Promise.all(
            Array.from({ length: jobs }, () => kept.work((picks.next().value ?? 0) % (kept.queue.length + 1))),
          )
        }
        for (const event of late.reverse()) await kept.receive(event)
        await kept.workAll()
        const { items, open_events } = await kept.read()
        expect(open_events).toBe(0)
        expect(items.length).toBeGreaterThan(0)
        const fresh = Object.values(stripe.account.state.subscriptions).flatMap(({ id, status, items }) =>
          items.data.map((item) => ({
            stripe_item_id: item.id,
            stripe_subscription_id: id,
            status,
            quantity: item.quantity,
          })),
        )
        for (const item of fresh.filter((one) => items.some((row) => isOf(row, one.stripe_item_id))))
          expect(items).toContainEqual(expect.objectContaining(item))
      },
    ),
    { numRuns: 25 },
  )
})

const isOf = (row: unknown, item: string) =>
  typeof row === 'object' && row !== null && Reflect.get(row, 'stripe_item_id') === item

test('an answer that was under way while a later one was written does not overwrite it', async () => {
  const kept = await books()
  const [customer = '', price] = [customers[0], prices[0]]
  if (price === undefined) throw new Error('no price')
  const subscription = subscribe(stripe.account, { customer, price, quantity: 1, metadata: {} })
  const [item] = subscription.items.data
  if (item === undefined) throw new Error('no item')
  const input = { stripe_subscription_id: subscription.id }
  const before = stripe.calls.length
  const release = stripe.hold('getSubscription')
  const slow = syncStripeSubscription(kept.ctx, input)
  while (stripe.calls.length === before) await new Promise((resolve) => setImmediate(resolve))
  changeItem(stripe.account, item, { quantity: 5 })
  const event = stripe.account.state.events.at(-1)
  if (event === undefined) throw new Error('no event')
  await kept.receive(event)
  await kept.workAll()
  release()
  await slow
  const { items, open_events } = await kept.read()
  expect(items).toContainEqual(expect.objectContaining({ stripe_item_id: item.id, quantity: 5 }))
  expect(open_events).toBe(0)
})

test('an event whose job gave up waits for a person, and is settled with the next answer', async () => {
  const kept = await books()
  const [customer = '', price] = [customers[0], prices[0]]
  if (price === undefined) throw new Error('no price')
  const { id } = subscribe(stripe.account, { customer, price, quantity: 1, metadata: {} })
  for (const event of stripe.account.state.events.slice(-2)) await kept.receive(event)
  const job = { id: 'job', attempt: 12, last_attempt: true, signal: new AbortController().signal }
  stripe.fail({ operation: 'getSubscription', times: 2, kind: 'server_error' })
  const input = { stripe_subscription_id: id }
  await expect(syncStripeSubscription(kept.ctx, input, job)).rejects.toThrow('unknown error')
  const left = await kept.ctx.db.selectFrom('stripe_events').select(['state', 'reason']).execute()
  expect(left).toEqual(Array(2).fill({ state: 'unhandled', reason: expect.stringContaining('could not be asked') }))
  await syncStripeSubscription(kept.ctx, input, job)
  expect(await kept.read()).toMatchObject({ open_events: 0, events: 2 })
})

/** Events of one subscription are in one lane of five. */
const laneOf = ({ data }: StripeEvent): number => {
  const { id, parent } = Object.assign(
    { id: '', parent: null as { subscription_details?: { subscription: string } } | null },
    data.object,
  )
  const name = parent?.subscription_details?.subscription ?? id
  return Number(name.slice(-6)) % 5
}

/** Does the work for all, some at a time. */
const inLanes = async <T>(lanes: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const waiting = [...all]
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
