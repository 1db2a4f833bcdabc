import { receiveStripeEvent } from '../../src/billing/receive-stripe-event.ts'
import { syncStripeSubscription } from '../../src/billing/sync-stripe-subscription.ts'
import { loadConfig } from '../../src/config.ts'
import { anonymousCaller, type Context, noOrigin, systemCaller } from '../../src/context.ts'
import type { Jobs } from '../../src/jobs/jobs.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import type { StripeEvent } from '../../src/sandbox/stripe/objects.ts'
import type { StripeSandbox } from '../../src/sandbox/stripe/start-stripe-sandbox.ts'
import { syncStripeSubscriptionTask, type TaskSettings } from '../../src/tasks.ts'
import { createTestDatabase } from './database.ts'
import { testServices } from './http-server.ts'

/** Our records of one Stripe account, in a database of their own, with a queue that the test works by hand. */
export type Books = {
  ctx: Context
  /** Stripe subscriptions whose job waits. */
  queue: string[]
  receive(event: StripeEvent): Promise<void>
  /** Works one waiting job; the oldest, or the one at an index. */
  work(at?: number): Promise<void>
  workAll(): Promise<void>
  /** What the records say about items that Stripe still has, and the state of all events. */
  read(): Promise<{ items: unknown[]; open_events: number; events: number; created: number }>
  drop(): Promise<void>
}

export const openBooks = async (
  stripe: StripeSandbox,
  organizations: readonly { name: string; stripe_customer_id: string }[],
): Promise<Books> => {
  const database = await createTestDatabase()
  const queue: string[] = []
  const put = (task: TaskSettings, input: unknown) => {
    if (task.name === syncStripeSubscriptionTask.name)
      queue.push(syncStripeSubscriptionTask.input.parse(input).stripe_subscription_id)
  }
  const jobs: Jobs = {
    enqueue: async (_db, task, input) => {
      put(task, input)
      return null
    },
    enqueueMany: async (_db, task, inputs) => {
      for (const input of inputs) put(task, input)
      return []
    },
  }
  const env = { STRIPE_SECRET_KEY: stripe.secret_key, STRIPE_WEBHOOK_SECRET: stripe.webhook_secret }
  const config = loadConfig({ ...env, BACKSTAY_STRIPE_URL: stripe.url })
  const services = { ...testServices(database.db, config), jobs }
  const ctx: Context = { ...services, caller: systemCaller, origin: noOrigin }
  for (const { name, stripe_customer_id } of organizations) {
    const { id } = await createOrganization(ctx, { name })
    const row = { id: stripe_customer_id, organization_id: id, created_at: ctx.clock.now() }
    await database.db.insertInto('stripe_customers').values(row).execute()
  }
  const work = async (at = 0) => {
    const [id] = queue.splice(at, 1)
    if (id !== undefined) await syncStripeSubscription(ctx, { stripe_subscription_id: id })
  }
  return {
    ctx,
    queue,
    receive: async (event) => {
      const raw_body = JSON.stringify(event)
      const signature = stripe.sign(raw_body, Math.floor(services.clock.nowMs() / 1_000))
      await receiveStripeEvent({ ...ctx, caller: anonymousCaller }, { raw_body, 'stripe-signature': signature })
    },
    work,
    workAll: async () => {
      while (queue.length > 0) await Promise.all(Array.from({ length: Math.min(4, queue.length) }, () => work()))
    },
    read: () => readBooks(ctx, stripe),
    drop: database.drop,
  }
}

const readBooks = async ({ db }: Context, stripe: StripeSandbox) => {
  const items = Object.values(stripe.account.state.subscriptions).flatMap(({ items }) => items.data.map(({ id }) => id))
  const rows = await db
    .selectFrom('subscriptions')
    .innerJoin('organizations', 'organizations.id', 'subscriptions.organization_id')
    .innerJoin('plans', 'plans.id', 'subscriptions.plan_id')
    .select(['organizations.name as organization', 'plans.name as plan', 'stripe_item_id', 'stripe_subscription_id'])
    .select(['quantity', 'status', 'past_due_since', 'current_period_end', 'ends_at', 'subscriptions.price_minor'])
    .orderBy('stripe_item_id')
    .execute()
  const events = await db.selectFrom('stripe_events').select(['id', 'state']).execute()
  const created = await db
    .selectFrom('audit_events')
    .select('target_id')
    .where('action', '=', 'subscription.created')
    .execute()
  return {
    // What was taken off before anybody asked leaves no record; where there is one, it has ended.
    items: rows.filter((row) => items.includes(row.stripe_item_id ?? '') || row.status !== 'canceled'),
    open_events: events.filter(({ state }) => state === 'pending' || state === 'unhandled').length,
    events: events.length,
    created: created.length - rows.length,
  }
}
