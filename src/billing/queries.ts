import { sql } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { NewRow, Row, RowChange } from '../db/tables.gen.ts'
import type { SubscriptionStatus } from './schema.ts'

export type PlanRow = Row<'plans'>

/** Plans belong to the installation: everybody who signs in may see them. The cheapest first. */
export const listPlansAcrossOrganizations = (
  db: Db,
  filter: { retired: boolean | undefined; after: { price_minor: number; id: string } | null; limit: number },
): Promise<PlanRow[]> => {
  let query = db.selectFrom('plans').selectAll().orderBy('price_minor').orderBy('id').limit(filter.limit)
  if (filter.retired !== undefined) query = query.where('retired_at', filter.retired ? 'is not' : 'is', null)
  if (filter.after)
    query = query.where(sql<boolean>`(price_minor, id) > (${filter.after.price_minor}, ${filter.after.id})`)
  return query.execute()
}

export const findPlan = (db: Db, id: string): Promise<PlanRow | undefined> =>
  db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()

export const findPlans = (db: Db, ids: readonly string[]): Promise<PlanRow[]> =>
  db.selectFrom('plans').selectAll().where('id', '=', anyOf(ids)).execute()

export const findPlansByStripePrice = (db: Db, stripePriceIds: readonly string[]): Promise<PlanRow[]> =>
  db.selectFrom('plans').selectAll().where('stripe_price_id', '=', anyOf(stripePriceIds)).execute()

/** Holds the plan's row, so that changes of it come one after the other. */
export const lockPlan = (db: Db, id: string): Promise<PlanRow | undefined> =>
  db.selectFrom('plans').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** The name or Stripe price of another plan that this one would share; undefined when both are free. */
export const findPlanTwin = (
  db: Db,
  plan: { id: string; name: string; stripe_price_id: string | null; retired: boolean },
): Promise<PlanRow | undefined> =>
  db
    .selectFrom('plans')
    .selectAll()
    .where('id', '!=', plan.id)
    .where((where) =>
      where.or([
        where.and([
          where(sql`lower(name)`, '=', plan.name.toLowerCase()),
          where('retired_at', 'is', null),
          where.lit(!plan.retired),
        ]),
        where('stripe_price_id', '=', plan.stripe_price_id),
      ]),
    )
    .executeTakeFirst()

/** Resolves with nothing when the name or the Stripe price is taken. */
export const insertPlan = (db: Db, row: NewRow<'plans'>): Promise<{ id: string } | undefined> =>
  db
    .insertInto('plans')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()

/** Of plans that are sold before those that no longer are, and of those the most. */
export const findMostUsedCurrency = (db: Db) =>
  db
    .selectFrom('plans')
    .select('currency')
    .groupBy('currency')
    .orderBy(sql`count(*) filter (where retired_at is null)`, 'desc')
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('currency')
    .limit(1)
    .executeTakeFirst()

export const hasPlans = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('plans').select('id').limit(1).executeTakeFirst()) !== undefined

export const updatePlan = (db: Db, id: string, change: RowChange<'plans'>) =>
  db.updateTable('plans').set(change).where('id', '=', id).execute()

/** Organizations with a subscription on the plan that may entitle. */
export const organizationsOnPlan = async (db: Db, planId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('subscriptions')
    .select('organization_id')
    .distinct()
    .where('plan_id', '=', planId)
    .where('status', 'in', ['active', 'trialing', 'past_due'])
    .execute()
  return rows.map((row) => row.organization_id)
}

const subscriptions = (db: Db) =>
  db
    .selectFrom('subscriptions')
    .innerJoin('plans', 'plans.id', 'subscriptions.plan_id')
    .innerJoin('organizations', 'organizations.id', 'subscriptions.organization_id')
    .selectAll('subscriptions')
    .select(['plans.name as plan_name', 'organizations.name as organization_name'])

/** Bring something: active or past due, not over, and no add-on that another one holds. */
const isPaying = (
  now: string,
) => sql<boolean>`(subscriptions.status in ('active', 'past_due') and subscriptions.merged_into is null
  and (subscriptions.lapsed_at is null or subscriptions.lapsed_at >= ${now}) and (subscriptions.ends_at is null or subscriptions.ends_at >= ${now}))`

/** What they bring a month, by currency: of all organizations, or of one. For operators. */
export const sumRevenueAcrossOrganizations = async (db: Db, now: string, organizationId: string | undefined) => {
  let query = db
    .selectFrom('subscriptions')
    .where(isPaying(now))
    .select([
      'currency',
      sql<number>`sum(price_minor::bigint * quantity)::bigint`.as('amount_minor'),
      sql<number>`sum(quantity)::bigint`.as('places'),
    ])
    .groupBy('currency')
    .orderBy('currency')
  if (organizationId !== undefined) query = query.where('organization_id', '=', organizationId)
  return query.execute()
}

export type SubscriptionRow = Row<'subscriptions'>
export type NamedSubscriptionRow = SubscriptionRow & { plan_name: string; organization_name: string }

/** Newest first, without add-ons that another subscription holds. */
export const listSubscriptions = (
  db: Db,
  filter: {
    scope: Scope
    organization_id: string | undefined
    plan_id: string | undefined
    status: SubscriptionStatus | undefined
    paying_at: string | undefined
    before_id: string | undefined
    limit: number
  },
): Promise<NamedSubscriptionRow[]> => {
  let query = subscriptions(db)
    .where('subscriptions.merged_into', 'is', null)
    .orderBy('subscriptions.id', 'desc')
    .limit(filter.limit)
  if (filter.scope !== 'all') query = query.where('subscriptions.organization_id', '=', anyOf(filter.scope))
  if (filter.organization_id !== undefined)
    query = query.where('subscriptions.organization_id', '=', filter.organization_id)
  if (filter.plan_id !== undefined) query = query.where('subscriptions.plan_id', '=', filter.plan_id)
  if (filter.status !== undefined) query = query.where('subscriptions.status', '=', filter.status)
  if (filter.paying_at !== undefined) query = query.where(isPaying(filter.paying_at))
  if (filter.before_id !== undefined) query = query.where('subscriptions.id', '<', filter.before_id)
  return query.execute()
}

export const findSubscription = (db: Db, scope: Scope, id: string): Promise<NamedSubscriptionRow | undefined> => {
  const query = subscriptions(db).where('subscriptions.id', '=', id)
  return (scope === 'all' ? query : query.where('subscriptions.organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** Those that may entitle, whatever the time says, each with what its plan says. */
/** The same for all organizations, with whose they are. */
export const listEntitlingAcrossOrganizations = (db: Db) =>
  db
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', 'p.id', 's.plan_id')
    .select(['s.organization_id', 's.plan_id', 's.quantity', 's.status', 's.past_due_since', 's.ends_at'])
    .select(['p.id', 'p.name', 'p.plan_types', 'p.methods', 'p.retention_days'])
    .where('s.status', 'in', ['active', 'trialing', 'past_due'])
    .orderBy('s.id')
    .execute()

export const listEntitling = (db: Db, organizationId: string) =>
  db
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', 'p.id', 's.plan_id')
    .select(['s.plan_id', 's.quantity', 's.status', 's.past_due_since', 's.ends_at'])
    .select(['p.id', 'p.name', 'p.plan_types', 'p.methods', 'p.retention_days'])
    .where('s.organization_id', '=', organizationId)
    .where('s.status', 'in', ['active', 'trialing', 'past_due'])
    .orderBy('s.id')
    .execute()

export const hasOpenRequest = async (db: Db, organizationId: string, planId: string): Promise<boolean> =>
  (await db
    .selectFrom('subscriptions')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('plan_id', '=', planId)
    .where('status', '=', 'requested')
    .executeTakeFirst()) !== undefined

export const insertSubscription = (db: Db, row: NewRow<'subscriptions'>) =>
  db.insertInto('subscriptions').values(row).execute()

export const updateSubscription = (db: Db, organizationId: string, id: string, change: RowChange<'subscriptions'>) =>
  db
    .updateTable('subscriptions')
    .set(change)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()

/** Subscriptions whose end, or that of their grace period, has passed without being noticed. */
export const listLapsedAcrossOrganizations = (
  db: Db,
  at: { now: string; grace_began: string },
  limit: number,
): Promise<Pick<SubscriptionRow, 'id' | 'organization_id'>[]> =>
  db
    .selectFrom('subscriptions')
    .select(['id', 'organization_id'])
    .where('lapsed_at', 'is', null)
    .where('status', 'in', ['active', 'trialing', 'past_due'])
    .where((where) =>
      where.or([
        where('ends_at', '<=', at.now),
        where.and([where('status', '=', 'past_due'), where('past_due_since', '<=', at.grace_began)]),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
