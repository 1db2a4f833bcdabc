import type { Account } from './account.ts'
import { addItem, changeItem, createCustomer } from './changes.ts'
import { listOf } from './make-objects.ts'
import type { Item, PortalSession, Price, Session, Subscription } from './objects.ts'
import { type Form, formIn, textIn, textsIn } from './read-form.ts'
import { invalid, missing } from './stripe-error.ts'

export type Asked = { account: Account; base_url: string; id: string; form: Form }
type Operation = { name: string; method: 'GET' | 'POST'; path: RegExp; answer: (asked: Asked) => object }

/** The operations of Stripe's API that Backstay uses. `id` is the one that the path names. */
export const operations: readonly Operation[] = [
  {
    name: 'createCustomer',
    method: 'POST',
    path: /^\/v1\/customers$/,
    answer: ({ account, form }) =>
      createCustomer(account, {
        name: textIn(form, 'name'),
        email: textIn(form, 'email'),
        metadata: textsIn(formIn(form, 'metadata')),
      }),
  },
  {
    name: 'getPrice',
    method: 'GET',
    path: /^\/v1\/prices\/(\w+)$/,
    answer: ({ account, id }) => priceIn(account, id),
  },
  {
    name: 'createCheckoutSession',
    method: 'POST',
    path: /^\/v1\/checkout\/sessions$/,
    answer: (asked) => checkout(asked),
  },
  {
    name: 'getCheckoutSession',
    method: 'GET',
    path: /^\/v1\/checkout\/sessions\/(\w+)$/,
    answer: ({ account, id }) => account.state.sessions[id] ?? refuse(missing('checkout.session', id)),
  },
  {
    name: 'createPortalSession',
    method: 'POST',
    path: /^\/v1\/billing_portal\/sessions$/,
    answer: (asked) => portal(asked),
  },
  {
    name: 'getSubscription',
    method: 'GET',
    path: /^\/v1\/subscriptions\/(\w+)$/,
    answer: ({ account, id }) => subscriptionIn(account, id),
  },
  { name: 'listSubscriptions', method: 'GET', path: /^\/v1\/subscriptions$/, answer: (asked) => subscriptions(asked) },
  { name: 'createItem', method: 'POST', path: /^\/v1\/subscription_items$/, answer: (asked) => newItem(asked) },
  {
    name: 'listItems',
    method: 'GET',
    path: /^\/v1\/subscription_items$/,
    answer: ({ account, form }) => subscriptionIn(account, textIn(form, 'subscription') ?? '').items,
  },
  {
    name: 'changeItem',
    method: 'POST',
    path: /^\/v1\/subscription_items\/(\w+)$/,
    answer: (asked) => itemChange(asked),
  },
  { name: 'listInvoices', method: 'GET', path: /^\/v1\/invoices$/, answer: (asked) => invoices(asked) },
]

const refuse = (error: Error): never => {
  throw error
}

const priceIn = ({ state }: Account, id: string): Price => state.prices[id] ?? refuse(missing('price', id))

const subscriptionIn = ({ state }: Account, id: string): Subscription =>
  state.subscriptions[id] ?? refuse(missing('subscription', id))

const customerIn = ({ state }: Account, form: Form): string => {
  const id = textIn(form, 'customer') ?? ''
  return state.customers[id] === undefined
    ? refuse(invalid(`No such customer: '${id}'`, 'customer', 'resource_missing'))
    : id
}

const quantityIn = (form: Form, otherwise: number): number => {
  const text = textIn(form, 'quantity')
  const quantity = text === null ? otherwise : Number(text)
  if (!Number.isInteger(quantity) || quantity < 0) throw invalid(`Invalid integer: ${text}`, 'quantity')
  return quantity
}

const checkout = ({ account, base_url, form }: Asked): Session => {
  if (textIn(form, 'mode') !== 'subscription') throw invalid('This sandbox sells subscriptions only.', 'mode')
  const line = formIn(formIn(form, 'line_items'), '0')
  const price = priceIn(account, textIn(line, 'price') ?? '')
  const id = account.id('cs_test').replace('cs_test_', 'cs_test_a1')
  account.state.wishes[id] = {
    price: price.id,
    quantity: quantityIn(line, 1),
    metadata: textsIn(formIn(formIn(form, 'subscription_data'), 'metadata')),
  }
  const session: Session = {
    id,
    object: 'checkout.session',
    cancel_url: textIn(form, 'cancel_url'),
    client_reference_id: textIn(form, 'client_reference_id'),
    created: account.now(),
    customer: customerIn(account, form),
    expires_at: account.now() + 86_400,
    livemode: false,
    metadata: textsIn(formIn(form, 'metadata')),
    mode: 'subscription',
    payment_status: 'unpaid',
    status: 'open',
    subscription: null,
    success_url: textIn(form, 'success_url'),
    url: `${base_url}/pay/${id}`,
  }
  account.state.sessions[id] = session
  return session
}

const portal = ({ account, base_url, form }: Asked): PortalSession => {
  const id = account.id('bps')
  const session: PortalSession = {
    id,
    object: 'billing_portal.session',
    created: account.now(),
    customer: customerIn(account, form),
    livemode: false,
    return_url: textIn(form, 'return_url'),
    url: `${base_url}/portal/${id}`,
  }
  account.state.portal_sessions[id] = session
  return session
}

/** Newest first, as Stripe lists; without `status`, what was canceled is left out. */
const subscriptions = ({ account, form }: Asked): object => {
  const status = textIn(form, 'status')
  const all = Object.values(account.state.subscriptions)
    .filter((one) => (status === null ? one.status !== 'canceled' : status === 'all' || one.status === status))
    .reverse()
  return pageOf('/v1/subscriptions', all, form)
}

const invoices = ({ account, form }: Asked): object => {
  const [subscription, status] = [textIn(form, 'subscription'), textIn(form, 'status')]
  const all = Object.values(account.state.invoices)
    .filter((one) => subscription === null || one.parent.subscription_details.subscription === subscription)
    .filter((one) => status === null || one.status === status)
    .reverse()
  return pageOf('/v1/invoices', all, form)
}

const pageOf = <T extends { id: string }>(url: string, all: T[], form: Form) => {
  const after = textIn(form, 'starting_after')
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  const limit = Number(textIn(form, 'limit') ?? 10)
  return listOf(url, all.slice(from, from + limit), all.length > from + limit)
}

const newItem = ({ account, form }: Asked): Item => {
  const subscription = subscriptionIn(account, textIn(form, 'subscription') ?? '')
  const price = priceIn(account, textIn(form, 'price') ?? '')
  if (subscription.status === 'canceled')
    throw invalid('A canceled subscription can only update its cancellation_details.')
  if (subscription.items.data.some((item) => item.price.id === price.id))
    throw invalid(`Cannot add multiple subscription items with the same plan: ${price.id}`, 'price')
  const metadata = textsIn(formIn(form, 'metadata'))
  return addItem(account, subscription, { price, quantity: quantityIn(form, 1), metadata })
}

const itemChange = ({ account, id, form }: Asked): Item => {
  const item = Object.values(account.state.subscriptions)
    .flatMap((subscription) => subscription.items.data)
    .find((one) => one.id === id)
  if (item === undefined) throw missing('subscription_item', id)
  const price = textIn(form, 'price')
  return changeItem(account, item, {
    quantity: quantityIn(form, item.quantity),
    metadata: textsIn(formIn(form, 'metadata')),
    ...(price === null ? {} : { price: priceIn(account, price) }),
  })
}
