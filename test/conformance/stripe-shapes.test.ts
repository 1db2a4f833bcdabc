import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createPrice } from '../../src/sandbox/stripe/changes.ts'
import { readForm } from '../../src/sandbox/stripe/read-form.ts'
import { startStripeSandbox } from '../../src/sandbox/stripe/start-stripe-sandbox.ts'
import type { Json } from '../helpers/http-client.ts'

/** Beside the checkout, also beside the one that this is a second work tree of. */
const places = (): readonly string[] => {
  const root = resolve(import.meta.dirname, '../..')
  const git = join(root, '.git')
  const main =
    existsSync(git) && !statSync(git).isDirectory()
      ? /^gitdir: (.*)\/\.git\/worktrees\//.exec(readFileSync(git, 'utf8'))?.[1]
      : undefined
  return [root, ...(main === undefined ? [] : [main])].map((one) => dirname(one))
}
const file = places()
  .map((place) => join(place, 'shared/reference/specs/stripe.fixtures3.json'))
  .find((path) => existsSync(path))
const notice = file === undefined ? " (not checked: Stripe's own examples are not beside this checkout)" : ''

/** Fields that Stripe's examples do not have, or not with this type. */
const differences = (ours: unknown, theirs: unknown, path: string): string[] => {
  if (ours === null || theirs === null || theirs === undefined)
    return theirs === undefined ? [`${path} is not there`] : []
  if (Array.isArray(ours) && Array.isArray(theirs))
    return ours.length === 0 || theirs.length === 0 ? [] : differences(ours[0], theirs[0], `${path}[]`)
  if (typeof ours !== typeof theirs || Array.isArray(ours) !== Array.isArray(theirs))
    return [`${path} is ${typeof ours}, Stripe has ${typeof theirs}`]
  if (typeof ours !== 'object' || path.endsWith('metadata') || path === 'event.data.object') return []
  return Object.entries(ours).flatMap(([name, value]) =>
    differences(value, Reflect.get(Object(theirs), name), `${path}.${name}`),
  )
}

test.skipIf(file === undefined)(
  `what the sandbox answers has the fields and types of Stripe itself${notice}`,
  async () => {
    const { resources } = JSON.parse(readFileSync(file ?? '', 'utf8'))
    const sandbox = await startStripeSandbox()
    try {
      const price = createPrice(sandbox.account, { unit_amount: 499, currency: 'eur' })
      const post = async (path: string, fields: Record<string, string>): Promise<Json> => {
        const headers = { authorization: `Bearer ${sandbox.secret_key}` }
        return (
          await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) })
        ).json()
      }
      const customer = await post('/v1/customers', { name: 'Ada', 'metadata[organization_id]': 'org_1' })
      const session = await post('/v1/checkout/sessions', {
        mode: 'subscription',
        customer: customer.id,
        'line_items[0][price]': price.id,
        success_url: sandbox.url,
      })
      await fetch(session.url, { method: 'POST', body: new URLSearchParams({ press: 'pay' }), redirect: 'manual' })
      const portal = await post('/v1/billing_portal/sessions', { customer: customer.id, return_url: sandbox.url })
      const { subscriptions, invoices, sessions, events } = sandbox.account.state
      const [subscription] = Object.values(subscriptions)
      const answered: Record<string, unknown> = {
        price,
        customer,
        subscription,
        subscription_item: subscription?.items.data[0],
        invoice: Object.values(invoices)[0],
        'checkout.session': sessions[session.id],
        'billing_portal.session': portal,
        event: events.at(-1),
      }
      for (const [name, object] of Object.entries(answered))
        expect(differences(object, resources[name], name), name).toEqual([])
    } finally {
      await sandbox.close()
    }
  },
)

test("forms are read as Stripe's client writes them", () => {
  const form = readForm(
    'line_items[0][price]=price_1&line_items[0][quantity]=2&metadata[a]=x%20y&mode=subscription&mode2',
  )
  expect(JSON.parse(JSON.stringify(form))).toEqual({
    line_items: { 0: { price: 'price_1', quantity: '2' } },
    metadata: { a: 'x y' },
    mode: 'subscription',
    mode2: '',
  })
})
