import { sql } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { NewRow, Row } from '../db/tables.gen.ts'
import type { SubscriptionRow } from './queries.ts'
import type { StripeEvent } from './schema.ts'

export const findStripeCustomer = async (db: Db, organizationId: string): Promise<string | null> => {
  const query = db.selectFrom('stripe_customers').select('id').where('organization_id', '=', organizationId)
  return (await query.executeTakeFirst())?.id ?? null
}

/** Keeps the first customer that an organization got. */
export const insertStripeCustomer = (db: Db, row: NewRow<'stripe_customers'>) =>
  db
    .insertInto('stripe_customers')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** Whose customer this is; asked for what Stripe names, so it looks at all organizations. */
export const findOrganizationOfCustomerAcrossOrganizations = async (db: Db, customerId: string) => {
  const query = db.selectFrom('stripe_customers').select('organization_id').where('id', '=', customerId)
  return (await query.executeTakeFirst())?.organization_id ?? null
}

/**
 * Stores events, each once. Resolves with the turns for which jobs must be put in the queue: none for events that came before or
 * concern no subscription, and none where a job that did not begin yet will see them. The subscriptions' rows stay locked until
 * the transaction ends, so that a job cannot begin in between. Rows are taken in order, so that two such never wait for each other.
 */
export const insertStripeEvents = async (
  db: Db,
  events: readonly NewRow<'stripe_events'>[],
): Promise<{ stripe_subscription_id: string; turn: number }[]> => {
  const { rows } = await sql<{ stripe_subscription_id: string; turn: number }>`
    with event as (
      insert into stripe_events
        (id, type, stripe_subscription_id, stripe_customer_id, stripe_created_at, received_at, state, reason, handled_at)
      select id, type, stripe_subscription_id, stripe_customer_id, stripe_created_at, received_at, state, reason, handled_at
      from jsonb_populate_recordset(null::stripe_events, ${JSON.stringify(events)})
      order by id
      on conflict (id) do nothing
      returning stripe_subscription_id, state
    )
    insert into stripe_subscriptions as mine (id, queued)
    select distinct stripe_subscription_id, 1 from event where state = 'pending' order by 1
    on conflict (id) do update set queued = mine.asked + 1 where mine.queued <= mine.asked
    returning id as stripe_subscription_id, queued as turn`.execute(db)
  return rows
}

/** Makes sure that a turn is queued; resolves with it, or null when one is waiting already. */
export const queueStripeTurn = async (db: Db, stripeSubscriptionId: string): Promise<number | null> => {
  const { rows } = await sql<{ turn: number }>`
    insert into stripe_subscriptions as mine (id, queued) values (${stripeSubscriptionId}, 1)
    on conflict (id) do update set queued = mine.asked + 1 where mine.queued <= mine.asked
    returning queued as turn`.execute(db)
  return rows[0]?.turn ?? null
}

/** Counts a question to Stripe; resolves with its number. Waits for events that are being stored. */
export const askStripe = async (db: Db, stripeSubscriptionId: string): Promise<number> => {
  const { rows } = await sql<{ asked: number }>`
    insert into stripe_subscriptions as mine (id, asked) values (${stripeSubscriptionId}, 1)
    on conflict (id) do update set asked = mine.asked + 1
    returning asked`.execute(db)
  return rows[0]?.asked ?? 1
}

/** Events that an answer from now on covers. */
export const openStripeEvents = async (db: Db, stripeSubscriptionId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('stripe_events')
    .select('id')
    .where('stripe_subscription_id', '=', stripeSubscriptionId)
    .where('state', 'in', ['pending', 'unhandled'])
    .execute()
  return rows.map((row) => row.id)
}

/** Holds the subscription's row and takes the turn; false when the answer to a later question was written already. */
export const takeStripeTurn = async (db: Db, stripeSubscriptionId: string, asked: number): Promise<boolean> => {
  const taken = await db
    .updateTable('stripe_subscriptions')
    .set({ written: asked })
    .where('id', '=', stripeSubscriptionId)
    .where('written', '<', asked)
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

/** Ours of one Stripe subscription, which Stripe's own object assigns to an organization. */
export const subscriptionsAtStripeAcrossOrganizations = (
  db: Db,
  stripeSubscriptionId: string,
): Promise<SubscriptionRow[]> =>
  db
    .selectFrom('subscriptions')
    .selectAll()
    .where('stripe_subscription_id', '=', stripeSubscriptionId)
    .orderBy('id')
    .execute()

/** Of many Stripe subscriptions at once, for comparing. */
export const subscriptionsAtStripesAcrossOrganizations = (
  db: Db,
  stripeSubscriptionIds: readonly string[],
): Promise<SubscriptionRow[]> =>
  db
    .selectFrom('subscriptions')
    .selectAll()
    .where('stripe_subscription_id', '=', anyOf(stripeSubscriptionIds))
    .orderBy('id')
    .execute()

/** Stripe subscriptions that we take to be running, to be asked for when Stripe's list did not name them. */
export const runningAtStripeAcrossOrganizations = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('subscriptions')
    .select('stripe_subscription_id')
    .distinct()
    .where('stripe_subscription_id', 'is not', null)
    .where('stripe_item_id', 'is not', null)
    .where('status', 'not in', ['canceled', 'declined'])
    .execute()
  return rows.flatMap((row) => row.stripe_subscription_id ?? [])
}

/** The organization's Stripe subscription that runs, the oldest where there are several. */
export const findRunningAtStripe = async (db: Db, organizationId: string): Promise<string | null> => {
  const row = await db
    .selectFrom('subscriptions')
    .select('stripe_subscription_id')
    .where('organization_id', '=', organizationId)
    .where('stripe_item_id', 'is not', null)
    .where('status', 'in', ['active', 'trialing', 'past_due'])
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.stripe_subscription_id ?? null
}

/** The oldest add-on that is still to be added at Stripe. */
export const nextAddonAtStripe = (db: Db, organizationId: string): Promise<SubscriptionRow | undefined> =>
  db
    .selectFrom('subscriptions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('status', '=', 'requested')
    .where('stripe_subscription_id', 'is not', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

/** Organizations whose add-ons have been waiting since before a time. */
export const waitingAddonsAcrossOrganizations = async (db: Db, before: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('subscriptions')
    .select('organization_id')
    .distinct()
    .where('status', '=', 'requested')
    .where('stripe_subscription_id', 'is not', null)
    .where('created_at', '<', before)
    .execute()
  return rows.map((row) => row.organization_id)
}

/** Stripe subscriptions with events that have been waiting since before a time, whatever became of their job. */
export const waitingEventsAcrossOrganizations = async (db: Db, before: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('stripe_events')
    .select('stripe_subscription_id')
    .distinct()
    .where('state', '=', 'pending')
    .where('received_at', '<', before)
    .execute()
  return rows.flatMap((row) => row.stripe_subscription_id ?? [])
}

export const settleStripeEvents = (
  db: Db,
  ids: readonly string[],
  change: { state: StripeEvent['state']; reason: string | null; handled_at: string | null },
) => db.updateTable('stripe_events').set(change).where('id', '=', anyOf(ids)).execute()

/** Events belong to the installation. Newest first. */
export const listStripeEventsAcrossOrganizations = (
  db: Db,
  filter: {
    state: StripeEvent['state'] | undefined
    before: { received_at: string; id: string } | null
    limit: number
  },
): Promise<Row<'stripe_events'>[]> => {
  let query = db
    .selectFrom('stripe_events')
    .selectAll()
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.before)
    query = query.where(sql<boolean>`(received_at, id) < (${filter.before.received_at}, ${filter.before.id})`)
  return query.execute()
}

export const findStripeEvent = (db: Db, id: string): Promise<Row<'stripe_events'> | undefined> =>
  db.selectFrom('stripe_events').selectAll().where('id', '=', id).executeTakeFirst()

export const lockStripeEvent = (db: Db, id: string): Promise<Row<'stripe_events'> | undefined> =>
  db.selectFrom('stripe_events').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const deleteStripeEventsBefore = (db: Db, time: string) =>
  db
    .deleteFrom('stripe_events')
    .where('received_at', '<', time)
    .where('state', 'in', ['handled', 'ignored', 'dismissed'])
    .execute()
