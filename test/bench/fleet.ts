import { sql } from 'kysely'
import type { Context } from '../../src/context.ts'
import { hourMs, isoPlusMs } from '../../src/lib/clock.ts'
import { firstIdAt } from '../../src/lib/ids.ts'

// Made in the database itself: a hundred thousand servers and a million runs in half a minute.

const customers = 2_000
/** Of the house organization: half of all, as where an operator has not sorted them yet. */
const houseShare = 2

/** Servers of many customers, a tenth of them with backups on, of which one in a hundred is stale. */
export const fillServers = async ({ db }: Context, count: number): Promise<void> => {
  await sql`
    insert into organizations (id, name, created_at, updated_at)
    select 'org_' || lpad(n::text, 26, '0'), 'Customer ' || n, now(), now() from generate_series(1, ${customers}) n`.execute(
    db,
  )
  await sql`
    insert into provider_accounts (id, provider, label, sealed_credentials, status, scopes, next_sync_at, created_at, updated_at)
    select 'pac_' || lpad(n::text, 26, '0'), case when n % 2 = 0 then 'contabo' else 'digitalocean' end,
      'Account ' || n, '', 'ok', '[]', now() + interval '1 day', now(), now()
    from generate_series(1, 10) n`.execute(db)
  await sql`
    insert into servers (id, organization_id, provider_account_id, provider, provider_ref, name, provider_name, region, size,
      status, provider_status, native_state, backups_enabled, backups_enabled_at, protections, last_backup_at, storage_bytes,
      observed_at, last_seen_at, missing_since, created_at, updated_at)
    select 'srv_' || lpad(n::text, 26, '0'),
      case when n % ${houseShare} = 0 then (select id from organizations where house)
        else 'org_' || lpad((1 + n % ${customers})::text, 26, '0') end,
      'pac_' || lpad((1 + n % 10)::text, 26, '0'),
      case when n % 10 % 2 = 1 then 'contabo' else 'digitalocean' end,
      (400000000 + n)::text, name, name, 'fra1', 's-1vcpu-1gb',
      case when n % 50 = 3 then 'stopped' else 'running' end, 'active',
      case when n % 10 = 1 then 'on' else 'off' end, n % 10 = 1, case when n % 10 = 1 then now() - interval '90 days' end,
      case when n % 10 = 1 then '[{"method":"native","desired_state":"on","observed_state":"on","phase":"idle","reason":null,"drift":false,"retention_days":7}]'::jsonb else '[]'::jsonb end,
      case when n % 10 = 1 then now() - make_interval(mins => case when n % 1000 = 1 then 10000 else (n % 2000)::int end) end,
      case when n % 10 = 1 then (n * 7919) % 90000000000 end,
      now(), now(), case when n % 3000 = 5 then now() end, now(), now()
    from (select n, (array['web','db','mail','shop','app','cache'])[1 + n % 6] || '-' || md5(n::text) as name
      from generate_series(1, ${count}) n) s`.execute(db)
}

export const fillRuns = async ({ db }: Context, count: number, servers: number): Promise<void> => {
  await sql`
    insert into runs (id, kind, organization_id, server_id, server_name, state, outcome, progress, stats, requested_by_kind,
      requested_by_name, started_at, finished_at, created_at, updated_at)
    select 'run_' || lpad(n::text, 26, '0'), (array['backup','sync','enable','restore'])[1 + n % 4],
      'org_' || lpad((1 + n % ${customers})::text, 26, '0'), 'srv_' || lpad((1 + n % ${servers})::text, 26, '0'), 'web',
      case when n > ${count - 20} then 'running' else 'finished' end,
      case when n > ${count - 20} then null when n % 1000 = 0 then 'failed' else 'succeeded' end, '{"kind":"none"}', '{}',
      'system', 'Backstay', now(), case when n > ${count - 20} then null else now() end, now(), now()
    from generate_series(1, ${count}) n`.execute(db)
}

/** Of each server with backups on `each` points, one every 7 hours; and of one server `many`, one an hour. */
export const fillPoints = async (
  { db }: Context,
  { each, many, server_id }: { each: number; many: number; server_id: string },
): Promise<void> => {
  await sql`
    insert into recovery_points (id, server_id, method, ref, source, taken_at, state, outcome, size_bytes, created_at, updated_at)
    select 'rcp_' || substr(s.id, 15) || lpad(n::text, 11, '0'), s.id, case when n % 3 = 0 then 'snapshot' else 'native' end,
      n::text, 'image', now() - make_interval(hours => 7 * n), case when n > 30 then 'gone' else 'available' end, 'succeeded',
      20000000000 + n, now(), now()
    from (select id from servers where backups_enabled) s, generate_series(1, ${each}) n`.execute(db)
  await sql`
    insert into recovery_points (id, server_id, method, ref, source, taken_at, state, outcome, size_bytes, created_at, updated_at)
    select 'rcp_' || lpad(n::text, 26, 'x'), ${server_id}, 'files', 'f' || n, 'files', now() - make_interval(hours => n),
      case when n > 2000 then 'forgotten' else 'available' end, 'succeeded', 20000000000 + n, now(), now()
    from generate_series(1, ${many}) n`.execute(db)
}

export const analyze = ({ db }: Context) => sql`vacuum analyze`.execute(db)

/** Seven of ten servers protected, a few of a hundred in trouble, with their strips and sums. */
export const protectFleet = async ({ db }: Context): Promise<void> => {
  await sql`
    update servers set backups_enabled = true, backups_enabled_at = now() - interval '90 days', native_state = 'on',
      protections = case
        when n % 300 = 6 then '[{"method":"native","desired_state":"on","observed_state":"off","phase":"idle","reason":null,"drift":true,"plan_id":null,"retention_days":7,"beyond_subscription":false}]'::jsonb
        when n % 500 = 5 then '[{"method":"files","desired_state":"on","observed_state":"on","phase":"failed","reason":null,"drift":false,"plan_id":null,"retention_days":7,"beyond_subscription":false}]'::jsonb
        else '[{"method":"native","desired_state":"on","observed_state":"on","phase":"idle","reason":null,"drift":false,"plan_id":null,"retention_days":7,"beyond_subscription":false}]'::jsonb end,
      rpo_status = case when n % 150 = 1 then 'missed' when n % 90 = 2 then 'at_risk' else 'met' end,
      last_backup_at = now() - make_interval(mins => case when n % 150 = 1 then 9000 else (n % 1400)::int end),
      storage_bytes = (n * 7919) % 90000000000, native_points = 43, price_minor = 600, currency = 'USD',
      strip = jsonb_build_object('image', case when n % 20 = 3 then overlay(repeat('p', 30) placing 'm' from (1 + n % 30)::int for 1)
          when n % 25 = 4 then overlay(repeat('p', 30) placing 'w' from (1 + n % 29)::int for 1) else repeat('p', 29) || 'o' end,
        'files', repeat('n', 30), 'proof', repeat('.', 30), 'last_day', to_char(now() at time zone 'UTC', 'YYYY-MM-DD')),
      critical = n % 100 = 11,
      posture = array[case when n % 200 = 13 then 'drill_failed' else 'drill_passed' end, 'no_copy_outside', 'one_kind']
    from (select id as of, substr(id, 5)::bigint as n from servers where id like 'srv_0%') s
    where s.of = servers.id and s.n % 10 < 7`.execute(db)
}

/** Over the last thirty days, as time makes them. */
export const fillRunsOverTime = async (ctx: Context, count: number, servers: number): Promise<void> => {
  const hours = 30 * 24
  const prefixes = Array.from({ length: hours }, (_, h) =>
    firstIdAt('run', isoPlusMs(ctx.clock.now(), (h - hours) * hourMs)).slice(0, 14),
  )
  await sql`
    insert into runs (id, kind, organization_id, server_id, server_name, state, outcome, error, progress, stats, requested_by_kind,
      requested_by_name, started_at, finished_at, created_at, updated_at)
    select (${prefixes}::text[])[h] || lpad(n::text, 16, '0'), (array['backup','sync','backup','restore'])[1 + n % 4],
      'org_' || lpad((1 + n % ${customers})::text, 26, '0'), 'srv_' || lpad((1 + n % ${servers})::text, 26, '0'), 'web',
      case when n > ${count - 20} then 'running' else 'finished' end,
      case when n > ${count - 20} then null when n % 200 = 0 then 'failed' when n % 150 = 0 then 'warning' else 'succeeded' end,
      case when n <= ${count - 20} and n % 200 = 0 then jsonb_build_object('code', 'failed', 'message', case when n % 50000 = 0 then 'Odd' else 'The repository is full.' end) end,
      '{"kind":"none"}', '{}', 'system', 'Backstay', at, case when n > ${count - 20} then null else at end, at, at
    from (select n, 1 + (n * ${hours} / ${count + 1})::int as h, now() - make_interval(hours => (${hours} - n * ${hours} / ${count + 1})::int) as at
      from generate_series(1, ${count}) n) r`.execute(ctx.db)
}

export const fillNativePoints = ({ db }: Context, count: number): Promise<void> =>
  db.transaction().execute(async (db) => {
    // They belong together by how they are made; asking for each row would take most of the time.
    await sql`alter table recovery_points drop constraint recovery_points_server_id_fkey`.execute(db)
    const { servers } = await db
      .selectFrom('servers')
      .select((e) => e.fn.countAll<number>().as('servers'))
      .where('backups_enabled', '=', true)
      .executeTakeFirstOrThrow()
    // Joined by number: a subscript into an array of all ids would read the whole array for each row.
    await sql`
      insert into recovery_points (id, server_id, method, ref, taken_at, state, outcome, size_bytes, created_at, updated_at)
      select 'rcp_' || lpad(n::text, 26, '0'), s.id, 'native', n::text, now() - make_interval(hours => (n % 43 * 24)::int),
        'available', 'succeeded', 20000000000, now(), now()
      from generate_series(1, ${count}) n
      join (select id, row_number() over (order by id) - 1 as number from servers where backups_enabled) s
        on s.number = n / ${Math.ceil((count + 1) / servers)}`.execute(db)
  })

/** Fills a table without its indexes, and makes them after: many times sooner than keeping them row by row. */
export const withoutIndexes = async (db: Context['db'], table: string, work: () => Promise<void>): Promise<void> => {
  const { rows } = await sql<{ indexname: string; indexdef: string }>`
    select indexname, indexdef from pg_indexes i where tablename = ${table} and schemaname = 'public'
      and not exists (select from pg_constraint c where c.conname = i.indexname)`.execute(db)
  for (const { indexname } of rows) await sql`drop index ${sql.id(indexname)}`.execute(db)
  await work()
  for (const { indexdef } of rows) await sql.raw(indexdef).execute(db)
}
