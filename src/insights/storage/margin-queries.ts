import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { paidAt } from './read-queries.ts'
import type { MarginSort } from './schema.ts'

export type MarginRow = {
  organization_id: string
  name: string
  amounts: readonly { currency: string; revenue: number; cost: number }[]
  unpriced: number
  /** What it is sorted by, as text. */
  sorted_by: string
}

/** Of several currencies between which no rate is known, nothing is compared: they stand last, as what is not known does. */
const keys: Record<string, RawBuilder<unknown>> = {
  revenue: sql`coalesce(m.own_revenue, case when m.currencies = 1 then m.revenue end)`,
  cost: sql`coalesce(m.own_cost, case when m.currencies = 1 then m.cost end)`,
  margin: sql`case when coalesce(u.unpriced, 0) = 0 then coalesce(m.own_revenue - m.own_cost, case when m.currencies = 1 then m.revenue - m.cost end) end`,
}

/** In the operators' own currency; null where one has no rate there. What is beyond every amount stays within numbers. */
const own = (side: RawBuilder<unknown>) =>
  sql`case when bool_and(f.factor is not null) then least(greatest(round(sum(${side} * f.factor::numeric)), -9e17), 9e17)::bigint end`
/** Beyond every amount, at whichever end comes last. */
const lowest = '-9223372036854775807'
const highest = '9223372036854775807'

/** What every customer pays and costs a month now, a page in the order of `sort`. For operators. */
export const listMarginsAcrossOrganizations = async (
  db: Db,
  of: {
    now: string
    sort: MarginSort
    after: { value: string; id: string } | null
    limit: number
    /** What a minor unit of each currency is worth in the operators' own; of those with a rate. */
    factors: readonly { currency: string; factor: number }[]
  },
): Promise<MarginRow[]> => {
  const by = of.sort.replace('-', '')
  const descending = of.sort.startsWith('-')
  const last = descending ? lowest : highest
  const isName = by === 'name'
  const key = isName ? sql`lower(o.name)` : sql`coalesce(${keys[by] ?? sql`null`}, ${sql.lit(last)}::bigint)`
  const direction = sql.raw(descending ? 'desc' : 'asc')
  const value = (text: string) => (isName ? sql`${text}` : sql`${text}::bigint`)
  const beyond =
    of.after === null
      ? sql``
      : sql`where (p.key, p.organization_id) ${sql.raw(descending ? '<' : '>')} (${value(of.after.value)}, ${of.after.id})`
  const { rows } = await sql<MarginRow>`
    with revenue as (
      select s.organization_id, s.currency, sum(s.price_minor::bigint * s.quantity)::bigint as minor
      from subscriptions s where ${paidAt(sql`${of.now}::timestamptz`)} group by 1, 2
    ), cost as (
      select f.organization_id, c.currency, sum(c.amount_minor)::bigint as minor
      from fleet_sums f cross join jsonb_to_recordset(f.costs) as c (currency text, amount_minor bigint)
      where f.organization_id is not null group by 1, 2
    ), sides as (
      select organization_id, currency, coalesce(r.minor, 0) as revenue, coalesce(c.minor, 0) as cost
      from revenue r full join cost c using (organization_id, currency)
    ), m as (
      select organization_id, count(*) as currencies, sum(revenue)::bigint as revenue, sum(cost)::bigint as cost,
        ${own(sql`revenue`)} as own_revenue, ${own(sql`cost`)} as own_cost,
        jsonb_agg(jsonb_build_object('currency', currency, 'revenue', revenue, 'cost', cost) order by currency) as amounts
      from sides left join jsonb_to_recordset(${JSON.stringify(of.factors)}::jsonb) as f (currency text, factor float8) using (currency)
      where revenue <> 0 or cost <> 0 group by 1
    ), u as (
      select organization_id, sum(costs_unknown - costs_of_files)::int as unpriced from fleet_sums
      where organization_id is not null group by 1
    ), p as (
      select o.id as organization_id, o.name, coalesce(m.amounts, '[]') as amounts, coalesce(u.unpriced, 0) as unpriced, ${key} as key
      from organizations o left join m on m.organization_id = o.id left join u on u.organization_id = o.id
    )
    select organization_id, name, amounts, unpriced, key::text as sorted_by from p ${beyond}
    order by p.key ${direction}, p.organization_id ${direction} limit ${of.limit}`.execute(db)
  return rows
}
