import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { ObservedColumns } from './observed-columns.ts'

/** What we know of one provider account's servers, whichever organizations they belong to: what a listing is held against. */
export const listKnownAcrossOrganizations = (db: Db, accountId: string) =>
  db
    .selectFrom('servers')
    .select(['id', 'organization_id', 'provider_ref', 'name', 'provider_name', 'region', 'size', 'status'])
    .select(['provider_status', 'locked', 'price_minor', 'currency', 'addon_ids', 'native_state', 'native_schedule'])
    .select(['native_next_at', 'managed_in_panel', 'provider_created_at', 'observed_at', 'missing_listings'])
    .select(['point_refs', 'newest_native_at', 'disk_bytes'])
    .select(['missing_since', 'last_seen_at', 'created_at'])
    .where('provider_account_id', '=', accountId)
    .execute()
export type KnownServer = Awaited<ReturnType<typeof listKnownAcrossOrganizations>>[number]

/** Names of servers that drills made with this account, and those that went lately: they are nobody's. */
export const listThrowawayNames = async (db: Db, accountId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('throwaway_servers')
    .select('name')
    .where('provider_account_id', '=', accountId)
    .execute()
  return rows.map(({ name }) => name)
}

/** Of these ids of a provider, those that another account has at the same address: the same machines, connected twice. */
export const listRefsOfOtherAccounts = async (
  db: Db,
  account: { provider_account_id: string; provider: string; endpoint: string | null },
  refs: readonly string[],
): Promise<string[]> => {
  const rows = await db
    .selectFrom('servers')
    .innerJoin('provider_accounts', 'provider_accounts.id', 'servers.provider_account_id')
    .select('servers.provider_ref')
    .where('servers.provider', '=', account.provider)
    .where('servers.provider_ref', '=', sql<string>`any(${[...refs]})`)
    .where('servers.provider_account_id', '!=', account.provider_account_id)
    .where(sql<boolean>`provider_accounts.endpoint is not distinct from ${account.endpoint}`)
    .execute()
  return rows.flatMap(({ provider_ref }) => provider_ref ?? [])
}

/** Servers that somebody else put there in the meantime are left out. */
export const insertFound = (db: Db, rows: readonly Insertable<Database['servers']>[]) =>
  db
    .insertInto('servers')
    .values(rows)
    .onConflict((c) => c.columns(['provider_account_id', 'provider_ref']).doNothing())
    .returning(['id', 'name', 'organization_id', 'native_state'])
    .execute()

export type SeenAgain = ObservedColumns & { id: string; name: string | null }

/**
 * Writes how known servers were seen. A row that a newer reading has written since is left as it is. The rows are locked in
 * the order of their ids first, as bulk changes do, so that two of them never wait for each other.
 */
export const updateSeen = (db: Db, rows: readonly SeenAgain[], at: { observed_at: string; now: string }) =>
  sql<{ id: string; organization_id: string }>`
    with seen as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(
        id text, name text, provider_name text, region text, size text, status text, provider_status text, locked boolean,
        price_minor bigint, currency text, addon_ids jsonb, native_state text, native_schedule text,
        native_next_at timestamptz, managed_in_panel boolean, provider_created_at timestamptz, point_refs jsonb,
        newest_native_at timestamptz, disk_bytes bigint)
    ), held as (
      select s.id from servers s where s.id in (select id from seen) order by s.id for no key update
    )
    update servers s set
      -- Somebody may have renamed it since the listing began.
      name = case when s.name = s.provider_name then coalesce(seen.name, s.name) else s.name end,
      provider_name = seen.provider_name, region = seen.region, size = seen.size, status = seen.status,
      provider_status = seen.provider_status, locked = seen.locked, price_minor = seen.price_minor,
      currency = seen.currency, native_state = seen.native_state, native_schedule = seen.native_schedule::jsonb,
      addon_ids = case when jsonb_typeof(seen.addon_ids) = 'array'
        then array(select jsonb_array_elements_text(seen.addon_ids)::integer) end,
      native_next_at = seen.native_next_at, managed_in_panel = seen.managed_in_panel,
      provider_created_at = seen.provider_created_at, newest_native_at = seen.newest_native_at,
      disk_bytes = seen.disk_bytes,
      point_refs = case when jsonb_typeof(seen.point_refs) = 'array'
        then array(select jsonb_array_elements_text(seen.point_refs)) end,
      -- Other images than before, or a size that may have others: their list is read again.
      history_due_at = case
        when s.size is not distinct from seen.size and s.newest_native_at is not distinct from seen.newest_native_at
          and coalesce(to_jsonb(s.point_refs), 'null'::jsonb) = coalesce(seen.point_refs, 'null'::jsonb)
        then s.history_due_at else ${at.now} end,
      observed_at = ${at.observed_at}, last_seen_at = ${at.now},
      missing_listings = 0, missing_since = null, updated_at = ${at.now}
    from seen, held
    where s.id = seen.id and s.id = held.id and (s.observed_at is null or s.observed_at <= ${at.observed_at})
    returning s.id, s.organization_id`
    .execute(db)
    .then(({ rows }) => rows)

/** For servers that look just as before. */
export const updateLastSeen = (db: Db, ids: readonly string[], at: string) =>
  sql`
    with held as (select id from servers where id = any(${[...ids]}) order by id for no key update)
    update servers s set last_seen_at = ${at} from held where s.id = held.id`.execute(db)

/**
 * Servers of the account whose own backups are shown in another state than their protection has: also what a protection could
 * not take over when it was seen, since a change was under way then. What the listing that began then has written is left out.
 */
export const listUnlikeProtections = async (db: Db, accountId: string, beganAt: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from servers
    where provider_account_id = ${accountId} and native_state <> 'unknown' and observed_at <> ${beganAt}
      and (native_state = 'on') <> (protections @> '[{"method": "native", "observed_state": "on"}]'::jsonb)`.execute(db)
  return rows.map(({ id }) => id)
}

/** Counts one complete listing without them. Servers that were put there, or read, after the listing began are not looked at. */
export const countAbsent = (
  db: Db,
  accountId: string,
  listing: { refs: readonly string[]; began_at: string; now: string; missing_from: number },
) =>
  sql<{ id: string; name: string; organization_id: string; newly_missing: boolean }>`
    with held as (
      select id from servers
      where provider_account_id = ${accountId} and provider_ref is not null
        and not (provider_ref = any(${[...listing.refs]}))
        and (observed_at is null or observed_at < ${listing.began_at})
      order by id for no key update
    )
    update servers s set
      missing_listings = s.missing_listings + 1,
      missing_since = case when s.missing_listings + 1 >= ${listing.missing_from}
        then coalesce(s.missing_since, ${listing.now}) end,
      updated_at = case when s.missing_listings + 1 = ${listing.missing_from} then ${listing.now} else s.updated_at end
    from held where s.id = held.id
    returning s.id, s.name, s.organization_id, s.missing_listings = ${listing.missing_from} as newly_missing`
    .execute(db)
    .then(({ rows }) => rows)

/** As listings told; seven of a server where they do not. */
export const countImagesAcrossOrganizations = async (db: Db, accountId: string): Promise<number> => {
  const { rows } = await sql<{ images: number }>`
    select coalesce(sum(coalesce(cardinality(point_refs), 7)), 0)::int as images
    from servers where provider_account_id = ${accountId} and missing_since is null`.execute(db)
  return rows[0]?.images ?? 0
}
