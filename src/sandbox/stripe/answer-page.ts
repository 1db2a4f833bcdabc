import type { Account } from './account.ts'
import type { Answer, Request } from './answer-api.ts'
import { cancel, cancelAtPeriodEnd, changeItem, completeSession, failPayment, settlePayments } from './changes.ts'
import type { PortalSession, Session, Subscription } from './objects.ts'
import { readForm, textIn } from './read-form.ts'

/** The pages that Stripe hosts, as plain as can be: paying, and looking after subscriptions. Null for no such page. */
export const answerPage = (account: Account, request: Request): Exclude<Answer, null> | null => {
  const [, kind, id = ''] = /^\/(pay|portal)\/(\w+)$/.exec(request.path) ?? []
  const pressed = request.method === 'POST' ? textIn(readForm(request.body), 'press') : null
  if (kind === 'pay') {
    const session = account.state.sessions[id]
    return session === undefined ? null : payPage(account, session, pressed)
  }
  const session = account.state.portal_sessions[id]
  return session === undefined ? null : portalPage(account, session, request, pressed)
}

const payPage = (account: Account, session: Session, pressed: string | null) => {
  if (pressed === 'leave') return goTo(session.cancel_url)
  if (pressed === 'pay') {
    completeSession(account, session)
    return goTo(session.success_url)
  }
  const wish = account.state.wishes[session.id]
  const price = wish && account.state.prices[wish.price]
  if (session.status !== 'open' || wish === undefined || price === undefined)
    return page('Nothing to pay', '<p>This page was used already.</p>')
  const sum = `${money((price.unit_amount ?? 0) * wish.quantity, price.currency)} a month`
  return page(
    'Pay for a subscription',
    `<p>${wish.quantity} × ${money(price.unit_amount ?? 0, price.currency)} = <strong>${sum}</strong></p>
     <form method="post"><button name="press" value="pay">Pay</button> <button name="press" value="leave">Back</button></form>`,
  )
}

const portalPage = (account: Account, session: PortalSession, request: Request, pressed: string | null) => {
  if (pressed === 'leave') return goTo(session.return_url)
  const own = Object.values(account.state.subscriptions).filter(({ customer }) => customer === session.customer)
  const form = readForm(request.body)
  const chosen = own.find(({ id }) => id === textIn(form, 'subscription'))
  if (pressed !== null && chosen !== undefined) {
    press(account, chosen, pressed)
    return goTo(session.url)
  }
  return page(
    'Your subscriptions',
    `${own.map(subscriptionForm).join('')}<form method="post"><button name="press" value="leave">Back</button></form>`,
  )
}

const press = (account: Account, subscription: Subscription, pressed: string): void => {
  const [item] = subscription.items.data
  if (pressed === 'cancel') cancel(account, subscription)
  if (pressed === 'cancel_later') cancelAtPeriodEnd(account, subscription)
  if (pressed === 'fail') failPayment(account, subscription)
  if (pressed === 'settle') settlePayments(account, subscription)
  if (pressed === 'more' && item) changeItem(account, item, { quantity: item.quantity + 1 })
  if (pressed === 'less' && item && item.quantity > 1) changeItem(account, item, { quantity: item.quantity - 1 })
}

const buttons = {
  more: 'One place more',
  less: 'One place less',
  fail: 'Let the next payment fail',
  settle: 'Pay what is open',
  cancel_later: 'Cancel at the end of the period',
  cancel: 'Cancel now',
}

const subscriptionForm = ({ id, status, items }: Subscription): string => `
  <form method="post"><h2>${id}, ${status}</h2>
  <p>${items.data.map((item) => `${item.quantity} × ${money(item.price.unit_amount ?? 0, item.price.currency)}`).join(', ')}</p>
  <input type="hidden" name="subscription" value="${id}">
  ${Object.entries(buttons)
    .map(([name, label]) => `<button name="press" value="${name}">${label}</button>`)
    .join(' ')}</form>`

/** Prices are in cents everywhere the sandbox is used. */
const money = (minor: number, currency: string) => `${(minor / 100).toFixed(2)} ${currency.toUpperCase()}`

const goTo = (url: string | null) => ({ status: 303, body: '', headers: { location: url ?? '/' } })

const page = (title: string, content: string) => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title} · sandbox</title>
    <body style="font:16px system-ui;max-width:40rem;margin:3rem auto"><p>Sandbox: no money moves here.</p><h1>${title}</h1>${content}`,
})
