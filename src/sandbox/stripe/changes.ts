import type { Account } from './account.ts'
import { makeInvoice, makeItem, makePrice, makeSubscription } from './make-objects.ts'
import type { Customer, Invoice, Item, Price, Session, Subscription } from './objects.ts'

/** What happens in a Stripe account: each function changes objects and emits the events that Stripe would. */

type Metadata = Record<string, string>

export const createPrice = (
  account: Account,
  input: { unit_amount: number; currency: string; interval?: 'month' | 'year' },
): Price => {
  const price = makePrice(account.id('price'), account.id('prod'), input, account.now())
  account.state.prices[price.id] = price
  account.tell('price.created', price)
  return price
}

export const createCustomer = (
  account: Account,
  input: { name: string | null; email: string | null; metadata: Metadata },
): Customer => {
  const facts = { object: 'customer' as const, created: account.now(), livemode: false }
  const customer: Customer = { id: account.id('cus'), ...facts, ...input }
  account.state.customers[customer.id] = customer
  account.tell('customer.created', customer)
  return customer
}

export const subscribe = (
  account: Account,
  wish: { customer: string; price: Price; quantity: number; metadata: Metadata },
): Subscription => {
  const { customer, price, quantity, metadata } = wish
  const subscription = makeSubscription(account.id('sub'), customer, price.currency, metadata, account.now())
  account.state.subscriptions[subscription.id] = subscription
  subscription.items.data.push(makeItem(account.id('si'), subscription.id, price, quantity, {}, account.now()))
  const invoice = bill(account, subscription, 'paid')
  account.tell('customer.subscription.created', subscription)
  account.tell('invoice.paid', invoice)
  return subscription
}

export const addItem = (
  account: Account,
  subscription: Subscription,
  wish: { price: Price; quantity: number; metadata: Metadata },
): Item => {
  const { price, quantity, metadata } = wish
  const item = makeItem(account.id('si'), subscription.id, price, quantity, metadata, account.now())
  subscription.items.data.push(item)
  account.tell('customer.subscription.updated', subscription)
  return item
}

export const changeItem = (
  account: Account,
  item: Item,
  change: { quantity?: number; price?: Price; metadata?: Metadata },
): Item => {
  Object.assign(item, change, { metadata: { ...item.metadata, ...change.metadata } })
  const subscription = account.state.subscriptions[item.subscription]
  if (subscription) account.tell('customer.subscription.updated', subscription)
  return item
}

export const removeItem = (account: Account, item: Item): void => {
  const subscription = account.state.subscriptions[item.subscription]
  if (subscription === undefined) return
  subscription.items.data = subscription.items.data.filter((other) => other.id !== item.id)
  account.tell('customer.subscription.updated', subscription)
}

/** The next payment fails, and the subscription is past due from now. */
export const failPayment = (account: Account, subscription: Subscription): void => {
  const invoice = bill(account, subscription, 'open')
  subscription.status = 'past_due'
  account.tell('invoice.payment_failed', invoice)
  account.tell('customer.subscription.updated', subscription)
}

/** All that is open is paid. */
export const settlePayments = (account: Account, subscription: Subscription): void => {
  const invoices = openInvoices(account, subscription.id)
  for (const invoice of invoices) {
    invoice.status = 'paid'
    invoice.status_transitions.paid_at = account.now()
  }
  subscription.status = 'active'
  for (const invoice of invoices) account.tell('invoice.paid', invoice)
  account.tell('customer.subscription.updated', subscription)
}

export const setStatus = (account: Account, subscription: Subscription, status: string): void => {
  subscription.status = status
  account.tell('customer.subscription.updated', subscription)
}

export const cancel = (account: Account, subscription: Subscription): void => {
  Object.assign(subscription, { status: 'canceled', canceled_at: account.now(), ended_at: account.now() })
  account.tell('customer.subscription.deleted', subscription)
}

/** The subscription runs to the end of what is paid and no further. */
export const cancelAtPeriodEnd = (account: Account, subscription: Subscription): void => {
  const end = Math.max(...subscription.items.data.map((item) => item.current_period_end))
  Object.assign(subscription, { cancel_at_period_end: true, cancel_at: end, canceled_at: account.now() })
  account.tell('customer.subscription.updated', subscription)
}

/** Somebody pays on the page of a Checkout session; null when that is over. */
export const completeSession = (account: Account, session: Session): Subscription | null => {
  const wish = account.state.wishes[session.id]
  const price = wish && account.state.prices[wish.price]
  if (session.status !== 'open' || wish === undefined || price === undefined) return null
  const { quantity, metadata } = wish
  const subscription = subscribe(account, { customer: session.customer, price, quantity, metadata })
  Object.assign(session, { status: 'complete', payment_status: 'paid', subscription: subscription.id, url: null })
  account.tell('checkout.session.completed', session)
  return subscription
}

export const openInvoices = ({ state }: Account, subscriptionId: string): Invoice[] =>
  Object.values(state.invoices).filter(
    ({ status, parent }) => status === 'open' && parent.subscription_details.subscription === subscriptionId,
  )

const bill = (account: Account, subscription: Subscription, status: 'open' | 'paid'): Invoice => {
  const invoice = makeInvoice(account.id('in'), subscription, status, account.now())
  account.state.invoices[invoice.id] = invoice
  subscription.latest_invoice = invoice.id
  return invoice
}
