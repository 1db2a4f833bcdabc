import { receiveStripeEvent } from '../../../src/billing/receive-stripe-event.ts'
import { anonymousCaller, type Context } from '../../../src/context.ts'
import type { Db } from '../../../src/db/database.ts'
import type { testClock } from '../../../src/lib/clock.ts'
import { AppError } from '../../../src/lib/errors.ts'
import {
  cancel,
  changeItem,
  createCustomer,
  createPrice,
  failPayment,
  settlePayments,
  subscribe,
} from '../../../src/sandbox/stripe/changes.ts'
import type { Price, StripeEvent, Subscription } from '../../../src/sandbox/stripe/objects.ts'
import { type StripeSandbox, startStripeSandbox } from '../../../src/sandbox/stripe/start-stripe-sandbox.ts'

export const billingChanges = ['buy', 'more', 'fewer', 'fail', 'settle', 'cancel'] as const
export type BillingChange = (typeof billingChanges)[number]
/** `late`: it comes after what follows. `forged` and `stale` say what is not so, and must leave nothing. */
export const deliveries = ['once', 'twice', 'late', 'reversed', 'forged', 'stale'] as const
export type Delivery = (typeof deliveries)[number]

/** Stripe beside a toggle world: one customer, one price, and the events that are still to be delivered. */
export type StripeSide = {
  readonly sandbox: StripeSandbox
  readonly env: Readonly<Record<string, string>>
  /** Makes the plan payable by card, and the organization a customer there. */
  join(db: Db, input: { organization_id: string; plan_id: string }): Promise<void>
  /** Something happens at Stripe. False when it cannot, such as a cancellation of nothing. */
  happen(change: BillingChange): boolean
  /** Delivers all that is not acknowledged yet, as Stripe does until it is. */
  deliver(ctx: Context, how: Delivery): Promise<void>
  /** How our records differ from what Stripe has. */
  differences(db: Db): Promise<string[]>
}

export const startStripeSide = async (clock: ReturnType<typeof testClock>): Promise<StripeSide> => {
  const sandbox = await startStripeSandbox({ clock })
  const { account } = sandbox
  const price = createPrice(account, { unit_amount: 499, currency: 'eur' })
  const customer = createCustomer(account, { name: 'Customer', email: null, metadata: {} })
  let acknowledged = account.state.events.length
  const running = () => Object.values(account.state.subscriptions).find(({ status }) => status !== 'canceled')
  const send = async (ctx: Context, event: StripeEvent, at = Math.floor(clock.nowMs() / 1_000)) => {
    const raw_body = JSON.stringify(event)
    await receiveStripeEvent(
      { ...ctx, caller: anonymousCaller },
      { raw_body, 'stripe-signature': sandbox.sign(raw_body, at) },
    )
  }
  return {
    sandbox,
    env: {
      STRIPE_SECRET_KEY: sandbox.secret_key,
      STRIPE_WEBHOOK_SECRET: sandbox.webhook_secret,
      BACKSTAY_STRIPE_URL: sandbox.url,
    },
    join: async (db, { organization_id, plan_id }) => {
      await db.updateTable('plans').set({ stripe_price_id: price.id }).where('id', '=', plan_id).execute()
      const row = { id: customer.id, organization_id, created_at: clock.now() }
      await db.insertInto('stripe_customers').values(row).execute()
    },
    happen: (change) => happen(sandbox, { customer: customer.id, price, subscription: running() }, change),
    deliver: async (ctx, how) => {
      if (how === 'forged' || how === 'stale') return sendLie(ctx, sandbox, how, send)
      const { events } = account.state
      const due = events.slice(acknowledged)
      if (how === 'late') return
      const inOrder = how === 'reversed' ? due.toReversed() : due
      for (const event of inOrder) await send(ctx, event)
      // Some of what was acknowledged long ago comes once more.
      if (how === 'twice') for (const event of events.slice(-4)) await send(ctx, event)
      acknowledged = events.length
    },
    differences: (db) => differences(db, sandbox),
  }
}

const happen = (
  { account }: StripeSandbox,
  own: { customer: string; price: Price; subscription: Subscription | undefined },
  change: BillingChange,
): boolean => {
  const { subscription, ...wish } = own
  const item = subscription?.items.data[0]
  if (subscription === undefined || item === undefined) {
    if (change !== 'buy') return false
    subscribe(account, { ...wish, quantity: 2, metadata: {} })
    return true
  }
  if (change === 'buy') return false
  if (change === 'more') changeItem(account, item, { quantity: item.quantity + 1 })
  if (change === 'fewer') changeItem(account, item, { quantity: Math.max(1, item.quantity - 1) })
  if (change === 'fail') failPayment(account, subscription)
  if (change === 'settle') settlePayments(account, subscription)
  if (change === 'cancel') cancel(account, subscription)
  return true
}

/** An event of somebody who does not know the secret, or a true one that was recorded on the way and comes again much later. */
const sendLie = async (
  ctx: Context,
  { account }: StripeSandbox,
  how: 'forged' | 'stale',
  send: (ctx: Context, event: StripeEvent, at?: number) => Promise<void>,
): Promise<void> => {
  const [event] = account.state.events
  if (event === undefined) throw new Error('nothing has happened at Stripe')
  const lie = { ...event, id: 'evt_forged', type: 'customer.subscription.updated' }
  try {
    if (how === 'stale') await send(ctx, lie, Math.floor(ctx.clock.nowMs() / 1_000) - 3_600)
    else {
      const signature = `t=${Math.floor(ctx.clock.nowMs() / 1_000)},v1=${'0'.repeat(64)}`
      await receiveStripeEvent(ctx, { raw_body: JSON.stringify(lie), 'stripe-signature': signature })
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_signature') return
    throw error
  }
  throw new Error(`an event that is ${how} was taken`)
}

const differences = async (db: Db, { account }: StripeSandbox): Promise<string[]> => {
  const rows = await db
    .selectFrom('subscriptions')
    .select(['stripe_item_id', 'quantity', 'status'])
    .where('stripe_item_id', 'is not', null)
    .execute()
  const ours = rows.map(
    (row) => `${row.stripe_item_id}: ${row.status === 'canceled' ? 'ended' : `${row.quantity} ${row.status}`}`,
  )
  const theirs = Object.values(account.state.subscriptions).flatMap(({ status, items }) =>
    items.data.map(({ id, quantity }) => `${id}: ${status === 'canceled' ? 'ended' : `${quantity} ${status}`}`),
  )
  // What ended before anybody asked leaves no record.
  const lost = theirs.filter((one) => !ours.includes(one) && !one.endsWith(': ended'))
  const invented = ours.filter((one) => !theirs.includes(one))
  return [...lost.map((one) => `not in our records: ${one}`), ...invented.map((one) => `only in our records: ${one}`)]
}
