import { sql } from 'kysely'
import type { Method } from '../../billing/schema.ts'
import type { Scope } from '../../context.ts'
import { anyOf } from '../../db/any-of.ts'
import type { Db } from '../../db/database.ts'

type Period = { from: string; to: string }

export type ServerDay = {
  day: string
  native: number | null
  snapshot: number | null
  files: number | null
  points: number
}

/** Oldest first. Only after the server was found within the caller's scope. */
export const listServerDays = async (db: Db, serverId: string, from: string): Promise<ServerDay[]> => {
  const { rows } = await sql<ServerDay>`
    select day, max(bytes) filter (where method = 'native') as native, max(bytes) filter (where method = 'snapshot') as snapshot,
      max(bytes) filter (where method = 'files') as files, sum(points)::bigint as points
    from usage_days where server_id = ${serverId} and day >= ${from}::date group by day order by day`.execute(db)
  return rows
}

export type ServerCost = { method: Method; currency: string; cost_minor: number; price_as_of: string | null }

/** What is written down of a server's cost, by method and currency. Only after the server was found within the caller's scope. */
export const sumServerCost = async (db: Db, serverId: string, { from, to }: Period): Promise<ServerCost[]> => {
  const { rows } = await sql<ServerCost>`
    select method, currency, sum(cost_minor)::bigint as cost_minor, min(price_as_of) as price_as_of
    from usage_days
    where server_id = ${serverId} and day between ${from}::date and ${to}::date and currency is not null
    group by method, currency order by method, currency`.execute(db)
  return rows
}

export type DaySum = {
  id: string
  day: string
  points: number
  bytes: number
  native: number
  snapshot: number
  files: number
}

const byMethod = sql`sum(points)::bigint as points, sum(bytes)::bigint as bytes,
  coalesce(sum(bytes) filter (where method = 'native'), 0)::bigint as native,
  coalesce(sum(bytes) filter (where method = 'snapshot'), 0)::bigint as snapshot,
  coalesce(sum(bytes) filter (where method = 'files'), 0)::bigint as files`

/** By provider: of all organizations from their own sums, of some from theirs. */
export const listProviderDays = async (db: Db, scope: Scope, { from, to }: Period): Promise<DaySum[]> => {
  const table =
    scope === 'all' ? sql`provider_usage_totals where` : sql`usage_totals where organization_id = ${anyOf(scope)} and`
  const { rows } = await sql<DaySum>`
    select provider as id, day, ${byMethod} from ${table} day between ${from}::date and ${to}::date
    group by provider, day order by provider, day`.execute(db)
  return rows
}

/** Of organizations that the caller may see. */
export const listOrganizationDays = async (db: Db, ids: readonly string[], { from, to }: Period): Promise<DaySum[]> => {
  const { rows } = await sql<DaySum>`
    select organization_id as id, day, ${byMethod} from usage_totals
    where organization_id = ${anyOf(ids)} and day between ${from}::date and ${to}::date
    group by organization_id, day order by organization_id, day`.execute(db)
  return rows
}

export type CostSum = {
  id: string
  currency: string
  cost_minor: number
  /** Of the last day. */
  monthly_minor: number
  unpriced: number
}

const sums = (last: string) => sql`sum(cost_minor)::bigint as cost_minor,
  coalesce(sum(monthly_minor) filter (where day = ${last}::date), 0)::bigint as monthly_minor,
  coalesce(sum(unpriced) filter (where day = ${last}::date), 0)::bigint as unpriced`

/** What operators pay, by provider and currency ('' where nothing is known). For operators. */
export const sumCostByProviderAcrossOrganizations = async (
  db: Db,
  { from, to, last }: Period & { last: string },
): Promise<CostSum[]> => {
  const { rows } = await sql<CostSum>`
    select provider as id, currency, ${sums(last)} from provider_usage_totals
    where day between ${from}::date and ${to}::date group by provider, currency order by provider, currency`.execute(db)
  return rows
}

/** From when there are records; null while there are none. */
export const findFirstDayAcrossOrganizations = async (db: Db): Promise<string | null> => {
  const { rows } = await sql<{ day: string }>`select day from provider_usage_totals order by day limit 1`.execute(db)
  return rows[0]?.day ?? null
}

/** By month. For operators. */
export const sumCostByMonthAcrossOrganizations = async (
  db: Db,
  { from, to, last }: Period & { last: string },
): Promise<CostSum[]> => {
  const { rows } = await sql<CostSum>`
    select to_char(day, 'YYYY-MM') as id, currency, ${sums(last)} from provider_usage_totals
    where day between ${from}::date and ${to}::date group by 1, currency order by 1, currency`.execute(db)
  return rows
}

/** Of some organizations. For operators. */
export const sumCostByOrganization = async (
  db: Db,
  ids: readonly string[],
  { from, to, last }: Period & { last: string },
): Promise<CostSum[]> => {
  const { rows } = await sql<CostSum>`
    select organization_id as id, currency, ${sums(last)} from usage_totals
    where organization_id = ${anyOf(ids)} and day between ${from}::date and ${to}::date
    group by organization_id, currency order by organization_id, currency`.execute(db)
  return rows
}

/**
 * Subscriptions that were paid for at a moment, as far as their rows tell: from when they were made until they ended. Those that are only asked
 * for, on trial, never came about, or went over into another are not.
 */
export const paidAt = (at: ReturnType<typeof sql>) => sql`
  s.merged_into is null and s.status not in ('requested', 'declined', 'incomplete', 'trialing') and s.created_at <= ${at}
  and (s.lapsed_at is null or s.lapsed_at >= ${at}) and (s.ends_at is null or s.ends_at >= ${at})
  and (s.status in ('active', 'past_due') or least(coalesce(s.lapsed_at, s.ends_at), s.updated_at) > ${at})`

export type PlanMonth = {
  month: string
  plan_id: string
  plan_name: string
  currency: string
  revenue_minor: number
  places: number
}

/** By month, plan and currency, each month as at its moment. For operators. */
export const listPlanMonthsAcrossOrganizations = async (
  db: Db,
  months: readonly { month: string; at: string }[],
): Promise<PlanMonth[]> => {
  const { rows } = await sql<PlanMonth>`
    select m.month, s.plan_id, p.name as plan_name, s.currency, sum(s.price_minor::bigint * s.quantity)::bigint as revenue_minor,
      sum(s.quantity)::bigint as places
    from jsonb_to_recordset(${JSON.stringify(months)}::jsonb) as m (month text, at timestamptz)
    join subscriptions s on ${paidAt(sql`m.at`)}
    join plans p on p.id = s.plan_id
    group by m.month, s.plan_id, p.name, s.currency order by m.month, p.name, s.currency`.execute(db)
  return rows
}

/** The organizations of a page by what they took up on the last day on record within the period, the most first. Within the scope. */
export const listLargestOrganizations = async (
  db: Db,
  scope: Scope,
  of: { from: string; to: string; after: { bytes: string; id: string } | null; limit: number },
): Promise<{ id: string; name: string; bytes: number }[]> => {
  const within = scope === 'all' ? sql`true` : sql`o.id = ${anyOf(scope)}`
  const beyond = of.after === null ? sql`true` : sql`(p.bytes, p.id) < (${of.after.bytes}::bigint, ${of.after.id})`
  const { rows } = await sql<{ id: string; name: string; bytes: number }>`
    with last as (select max(day) as day from provider_usage_totals where day between ${of.from}::date and ${of.to}::date),
    held as (
      select u.organization_id, sum(u.bytes)::bigint as bytes from usage_totals u join last on u.day = last.day group by 1
    ), p as (
      select o.id, o.name, coalesce(h.bytes, 0) as bytes from organizations o left join held h on h.organization_id = o.id
      where ${within}
    )
    select id, name, bytes from p where ${beyond} order by bytes desc, id desc limit ${of.limit}`.execute(db)
  return rows
}
