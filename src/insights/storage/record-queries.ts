import { sql } from 'kysely'
import { anyOf } from '../../db/any-of.ts'
import type { Db } from '../../db/database.ts'

/** What native backups of servers alike in these cost a month; `key` joins it to them. */
export type NativePrice = { key: string; minor: number; currency: string; as_of: string | null }
/** What snapshots of a provider cost a month: a GB of 10^9 bytes; 0 where they are part of the server's price. */
export type SnapshotPrice = {
  provider: string
  micros: number
  /** Of the currency: how many micros make one minor unit. */
  micros_per_minor: number
  currency: string
  as_of: string | null
}
/** What a GB of file backups costs the operators a month in a storage location. */
export type FilesPrice = Omit<SnapshotPrice, 'provider'> & { storage_location_id: string }
export type UsagePrices = {
  natives: readonly NativePrice[]
  snapshots: readonly SnapshotPrice[]
  files: readonly FilesPrice[]
}

/** What decides on the price of native backups, as one text. */
const priceKey = sql`jsonb_build_array(s.provider, s.size, s.price_minor, s.currency, s.native_schedule ->> 'every')::text`

export type PricedAlike = {
  key: string
  provider: string
  size: string | null
  price_minor: number | null
  currency: string | null
  every: string | null
}

/** The kinds of servers with native backups, as far as prices tell them apart: few, however many servers there are. */
export const listPricedAlikeAcrossOrganizations = async (db: Db, serverId: string | null): Promise<PricedAlike[]> => {
  const { rows } = await sql<PricedAlike>`
    select distinct ${priceKey} as key, s.provider, s.size, s.price_minor, s.currency, s.native_schedule ->> 'every' as every
    from servers s where s.native_state = 'on' and (${serverId}::text is null or s.id = ${serverId})`.execute(db)
  return rows
}

export const listProvidersAcrossOrganizations = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ provider: string }>`
    select distinct provider from provider_accounts`.execute(db)
  return rows.map(({ provider }) => provider)
}

/** By the size. */
const monthlyAt = (price: ReturnType<typeof sql>) =>
  sql`round(f.bytes::numeric / 1000000000 * ${price}.micros / ${price}.micros_per_minor)::bigint`

type Moment = {
  /** What was on record before then, and not gone. */
  end: string
  /** The day of which the repositories' own records count, or the last before it. */
  day: string
  server_id: string | null
  prices: UsagePrices
}

/**
 * What servers hold at a moment, and what the provider asks a month for it; of files what their storage costs the operators, so that they
 * are never in the customer's own account. Recovery points count from when they came on record until
 * they went, so that a moment gives the same whenever it is asked about. Native backups cost where they are on, whether or not there are
 * any; what is left of them where they are off costs nothing.
 */
const held = ({ end, day, server_id, prices }: Moment) => {
  const of = (column: string) => (server_id === null ? sql`true` : sql`${sql.ref(column)} = ${server_id}`)
  return sql`
    images as materialized (
      select p.server_id, p.method, count(*)::integer as points, coalesce(sum(p.size_bytes), 0)::bigint as bytes,
        (count(*) - count(p.size_bytes))::integer as unsized
      from recovery_points p
      where p.method <> 'files' and p.created_at < ${end}::timestamptz
        and (p.forgotten_at is null or p.forgotten_at >= ${end}::timestamptz) and ${of('p.server_id')}
      group by p.server_id, p.method
    ),
    switched_on as materialized (
      select s.id as server_id, ${priceKey} as key
      from servers s left join protections p on p.server_id = s.id and p.method = 'native' and p.desired_state = 'on'
      where s.native_state = 'on' and greatest(s.created_at, p.wanted_since) < ${end}::timestamptz and ${of('s.id')}
    ),
    natives as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(prices.natives)}::jsonb)
        as n (key text, minor bigint, currency text, as_of date)
    ),
    snapshots as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(prices.snapshots)}::jsonb)
        as q (provider text, micros bigint, micros_per_minor bigint, currency text, as_of date)
    ),
    locations as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(prices.files)}::jsonb)
        as l (storage_location_id text, micros bigint, micros_per_minor bigint, currency text, as_of date)
    ),
    found as (
      select server_id, method, points, bytes, unsized, null as storage_location_id from images
      union all
      select o.server_id, 'native', 0, 0, 0, null from switched_on o
      where not exists (select from images i where i.server_id = o.server_id and i.method = 'native')
      union all
      select r.server_id, 'files', u.recovery_points, u.bytes, 0, r.storage_location_id
      from repositories r cross join lateral (
        select l.recovery_points, l.bytes from repository_usage l
        where l.repository_id = r.id and l.day <= ${day}::date order by l.day desc limit 1
      ) u
      where ${of('r.server_id')}
    ),
    held as (
      select f.server_id, f.method, s.organization_id, s.provider, f.method <> 'files' and a.organization_id is not null as own_account,
        f.points, f.bytes, f.unsized,
        case f.method
          when 'native' then case when s.native_state = 'off' and s.currency is not null then 0 else n.minor end
          when 'snapshot' then case when q.micros = 0 or f.unsized < f.points
            then ${monthlyAt(sql`q`)} end
          else ${monthlyAt(sql`l`)}
        end as monthly_minor,
        case when f.method = 'native' then coalesce(n.currency, s.currency) else coalesce(q.currency, l.currency) end as currency,
        coalesce(n.as_of, q.as_of, l.as_of) as price_as_of
      from found f
      join servers s on s.id = f.server_id
      left join provider_accounts a on a.id = s.provider_account_id
      left join switched_on o on f.method = 'native' and o.server_id = f.server_id
      left join natives n on n.key = o.key
      left join snapshots q on f.method = 'snapshot' and q.provider = s.provider
      left join locations l on l.storage_location_id = f.storage_location_id
    )`
}

/** The row that says how far the records go, held until the end of the transaction; made where there is none yet. */
export const lockProgress = async (db: Db, earliest: { day: string; latest: string }): Promise<string> => {
  await sql`
    insert into usage_progress (through)
    select greatest(least(coalesce(min(created_at at time zone 'UTC')::date, ${earliest.latest}::date), ${earliest.latest}::date), ${earliest.day}::date) - 1
    from recovery_points
    on conflict (id) do nothing`.execute(db)
  const { rows } = await sql<{ through: string }>`select through from usage_progress for update`.execute(db)
  return rows[0]?.through ?? earliest.latest
}

export const findProgress = async (db: Db): Promise<string | null> => {
  const { rows } = await sql<{ through: string }>`select through from usage_progress`.execute(db)
  return rows[0]?.through ?? null
}

export const updateProgress = (db: Db, through: string) =>
  sql`update usage_progress set through = ${through}::date`.execute(db)

/** What the sums of a day take of its servers: what is billed to customers themselves costs the operators nothing. */
const totals = sql`sum(points) as points, sum(bytes) as bytes,
  coalesce(sum(monthly_minor) filter (where not own_account), 0) as monthly_minor,
  coalesce(sum(cost_minor) filter (where not own_account), 0) as cost_minor,
  count(*) filter (where cost_minor is null and method <> 'files' and not own_account) as unpriced`
const billedIn = sql`coalesce(case when not own_account then currency end, '')`

/** Writes a day down for all servers. What was written before stays. */
export const insertUsageDayAcrossOrganizations = async (
  db: Db,
  input: { day: string; end: string; number: number; days_in_month: number; prices: UsagePrices },
): Promise<void> => {
  const { day, end, number, days_in_month, prices } = input
  // Millions of recovery points are read once a day; no request waits for it.
  await sql`set local statement_timeout = '10min'`.execute(db)
  await sql`
    with ${held({ day, end, server_id: null, prices })}
    insert into usage_days (server_id, day, method, organization_id, provider, own_account, points, bytes, unsized,
      monthly_minor, cost_minor, currency, price_as_of)
    select server_id, ${day}::date, method, organization_id, provider, own_account, points, bytes, unsized, monthly_minor,
      monthly_minor * ${number}::integer / ${days_in_month}::integer - monthly_minor * (${number}::integer - 1) / ${days_in_month}::integer,
      case when monthly_minor is not null then currency end, case when monthly_minor is not null then price_as_of end
    from held
    on conflict (server_id, day, method) do nothing`.execute(db)
  await sql`
    insert into usage_totals (organization_id, day, provider, method, currency, points, bytes, monthly_minor, cost_minor, unpriced)
    select organization_id, day, provider, method, ${billedIn}, ${totals} from usage_days
    where day = ${day}::date group by 1, 2, 3, 4, 5
    on conflict do nothing`.execute(db)
  await sql`
    insert into provider_usage_totals (day, provider, method, currency, points, bytes, monthly_minor, cost_minor, unpriced)
    select day, provider, method, currency, sum(points), sum(bytes), sum(monthly_minor), sum(cost_minor), sum(unpriced)
    from usage_totals where day = ${day}::date group by 1, 2, 3, 4
    on conflict do nothing`.execute(db)
}

/** Takes what was written of these servers out of the sums of all days; sums of which nothing is left go, and those of the organizations. */
export const subtractUsageAcrossOrganizations = async (
  db: Db,
  { server_ids, organization_ids }: { server_ids: readonly string[]; organization_ids: readonly string[] },
): Promise<void> => {
  const taken = sql`(
    select organization_id, day, provider, method, ${billedIn} as currency, ${totals} from usage_days
    where server_id = ${anyOf(server_ids)} group by 1, 2, 3, 4, 5)`
  const less = sql`points = t.points - g.points, bytes = t.bytes - g.bytes, monthly_minor = t.monthly_minor - g.monthly_minor,
    cost_minor = t.cost_minor - g.cost_minor, unpriced = t.unpriced - g.unpriced`
  const isSame = sql`t.day = g.day and t.provider = g.provider and t.method = g.method and t.currency = g.currency`
  const left = sql`select from usage_totals u where u.day = t.day and u.provider = t.provider and u.method = t.method
    and u.currency = t.currency`
  await sql`
    update provider_usage_totals t set ${less} from (
      select day, provider, method, currency, sum(points) as points, sum(bytes) as bytes, sum(monthly_minor) as monthly_minor,
        sum(cost_minor) as cost_minor, sum(unpriced) as unpriced
      from ${taken} s group by 1, 2, 3, 4) g where ${isSame}`.execute(db)
  await sql`update usage_totals t set ${less} from ${taken} g where t.organization_id = g.organization_id and ${isSame}`.execute(
    db,
  )
  await sql`delete from usage_days where server_id = ${anyOf(server_ids)}`.execute(db)
  await sql`delete from usage_totals where organization_id = ${anyOf(organization_ids)}`.execute(db)
  await sql`
    delete from provider_usage_totals t
    where t.points = 0 and t.bytes = 0 and t.cost_minor = 0 and t.monthly_minor = 0 and t.unpriced = 0
      and not exists (${left})`.execute(db)
}

export const deleteUsageDaysAcrossOrganizations = (db: Db, before: string) =>
  sql`delete from usage_days where day < ${before}::date`.execute(db)

export type HeldNow = {
  method: 'native' | 'snapshot' | 'files'
  own_account: boolean
  points: number
  bytes: number
  unsized: number
  monthly_minor: number | null
  currency: string | null
  price_as_of: string | null
}

/** The same of one server now. Only after it was found within the caller's scope. */
export const listHeldNow = async (
  db: Db,
  of: { server_id: string; now: string; prices: UsagePrices },
): Promise<HeldNow[]> => {
  const { server_id, now, prices } = of
  const { rows } = await sql<HeldNow>`
    with ${held({ day: now.slice(0, 10), end: now, server_id, prices })}
    select method, own_account, points, bytes, unsized, monthly_minor, currency, price_as_of from held order by method`.execute(
    db,
  )
  return rows
}

/** How many servers of each organization have backups on now, as those of a day that is just over. What was written before stays. */
export const insertProtectedDayAcrossOrganizations = (db: Db, day: string) =>
  sql`
    insert into protected_days (organization_id, day, servers)
    select o.id, ${day}::date, coalesce(sum(c.servers) filter (where c.backups_enabled), 0)
    from organizations o left join server_counts c on c.organization_id = o.id group by o.id
    on conflict do nothing`.execute(db)

export const deleteProtectedDaysAcrossOrganizations = (db: Db, before: string) =>
  sql`delete from protected_days where day < ${before}::date`.execute(db)
