import { sql } from 'kysely'
import type { Db } from '../../../src/db/database.ts'

/**
 * Everything that belongs to one organization or its people, as text. Left out: when a key or session was last used, which
 * every call by its own holder changes.
 */
export const snapshotOf = async (db: Db, organizationId: string): Promise<string> => {
  const { rows } = await sql<{ line: string }>`
    with people as (select user_id from members where organization_id = ${organizationId})
    select 'organization ' || o::text as line from organizations o where id = ${organizationId}
    union all select 'member ' || m::text from members m where organization_id = ${organizationId}
    union all select 'invitation ' || i::text from invitations i where organization_id = ${organizationId}
    union all select 'key ' || (to_jsonb(k) - 'last_used_at')::text from api_keys k where organization_id = ${organizationId}
    union all select 'user ' || u::text from users u where id in (select user_id from people)
    union all select 'account ' || a::text from accounts a where user_id in (select user_id from people)
    union all select 'second factor ' || t::text from two_factors t where user_id in (select user_id from people)
    union all select 'link ' || l::text from one_time_links l where user_id in (select user_id from people)
    union all select 'session ' || (to_jsonb(s) - 'updated_at')::text from sessions s where user_id in (select user_id from people)
    union all select 'subscription ' || s::text from subscriptions s where organization_id = ${organizationId}
    union all select 'customer ' || c::text from stripe_customers c where organization_id = ${organizationId}
    union all select 'server ' || v::text from servers v where organization_id = ${organizationId}
    union all select 'protection ' || p::text from protections p join servers v on v.id = p.server_id
      where v.organization_id = ${organizationId}
    union all select 'agent ' || a::text from agents a join servers v on v.id = a.server_id
      where v.organization_id = ${organizationId}
    union all select 'enrolment ' || e::text from enrolments e where organization_id = ${organizationId}
    union all select 'recommendation ' || r::text from recommendations r where organization_id = ${organizationId}
    union all select 'run ' || r::text from runs r where organization_id = ${organizationId}
    union all select 'provider account ' || p::text from provider_accounts p where organization_id = ${organizationId}
    union all select 'repository ' || p::text from repositories p join servers v on v.id = p.server_id
      where v.organization_id = ${organizationId}
    union all select 'notification target ' || t::text from notification_targets t where organization_id = ${organizationId}
    union all select 'notification ' || d::text from notification_deliveries d where organization_id = ${organizationId}
    union all select 'audit event ' || e::text from audit_events e where organization_id = ${organizationId}
    order by 1`.execute(db)
  return rows.map((row) => row.line).join('\n')
}

/** Everything of everybody: what a refused call must leave as it was. Without one person, where that person may act. */
export const snapshotOfAll = async (db: Db, exceptUserId = ''): Promise<string> => {
  const { rows } = await sql<{ line: string }>`
    with one as (select ${exceptUserId}::text as id)
    select 'organizations ' || md5(string_agg(o::text, '' order by o.id)) as line from organizations o
    union all select 'members ' || md5(string_agg(m::text, '' order by m.id)) from members m
    union all select 'invitations ' || md5(string_agg(i::text, '' order by i.id)) from invitations i
    union all select 'keys ' || md5(string_agg((to_jsonb(k) - 'last_used_at')::text, '' order by k.id)) from api_keys k
    union all select 'users ' || md5(string_agg(u::text, '' order by u.id)) from users u, one where u.id <> one.id
    union all select 'accounts ' || md5(string_agg(a::text, '' order by a.id)) from accounts a, one where user_id <> one.id
    union all select 'second factors ' || md5(string_agg(t::text, '' order by t.id)) from two_factors t, one
      where user_id <> one.id
    union all select 'links ' || md5(string_agg(l::text, '' order by l.id)) from one_time_links l
    union all select 'sessions ' || md5(string_agg((to_jsonb(s) - 'updated_at')::text, '' order by s.id))
      from sessions s, one where user_id <> one.id
    union all select 'plans ' || md5(string_agg(p::text, '' order by p.id)) from plans p
    union all select 'subscriptions ' || md5(string_agg(s::text, '' order by s.id)) from subscriptions s
    union all select 'customers ' || md5(string_agg(c::text, '' order by c.id)) from stripe_customers c
    union all select 'stripe events ' || md5(string_agg(e::text, '' order by e.id)) from stripe_events e
    union all select 'recommendations ' || md5(string_agg(r::text, '' order by r.id)) from recommendations r
    union all select 'servers ' || md5(string_agg(v::text, '' order by v.id)) from servers v
    union all select 'protections ' || md5(string_agg(p::text, '' order by p.id)) from protections p
    union all select 'agents ' || md5(string_agg(a::text, '' order by a.id)) from agents a
    union all select 'enrolments ' || md5(string_agg(e::text, '' order by e.id)) from enrolments e
    union all select 'bulk items ' || md5(string_agg(b::text, '' order by b.run_id, b.server_id)) from bulk_items b
    union all select 'runs ' || md5(string_agg(r::text, '' order by r.id)) from runs r
    union all select 'recovery points ' || md5(string_agg(p::text, '' order by p.id)) from recovery_points p
    union all select 'run log ' || md5(string_agg(l::text, '' order by l.run_id, l.seq)) from run_log l
    union all select 'provider accounts ' || md5(string_agg(p::text, '' order by p.id)) from provider_accounts p
    union all select 'operator tasks ' || md5(string_agg(o::text, '' order by o.id)) from operator_tasks o
    union all select 'repositories ' || md5(string_agg(r::text, '' order by r.id)) from repositories r
    union all select 'storage locations ' || md5(string_agg(s::text, '' order by s.id)) from storage_locations s
    union all select 'notification targets ' || md5(string_agg(t::text, '' order by t.id)) from notification_targets t
    union all select 'notifications ' || md5(string_agg(d::text, '' order by d.id)) from notification_deliveries d
    union all select 'choices ' || md5(string_agg(c::text, '' order by c.user_id, c.notice_kind)) from notification_choices c
    union all select 'audit events ' || md5(string_agg(e::text, '' order by e.id)) from audit_events e, one
      where actor_id is distinct from nullif(one.id, '')
    order by 1`.execute(db)
  return rows.map((row) => row.line).join('\n')
}

/** Every id and name by which an organization, or what is in it, could be recognised in a reply. */
export const marksOf = async (db: Db, organizationId: string): Promise<string[]> => {
  const { rows } = await sql<{ mark: string | null }>`
    select unnest(array[id, name]) as mark from organizations where id = ${organizationId}
    union select id from members where organization_id = ${organizationId}
    union select unnest(array[id, email]) from invitations where organization_id = ${organizationId}
    union select unnest(array[id, prefix]) from api_keys where organization_id = ${organizationId}
    union select unnest(array[u.id, u.name, u.email]) from users u join members m on m.user_id = u.id
      where m.organization_id = ${organizationId}
    union select s.id from sessions s join members m on m.user_id = s.user_id where m.organization_id = ${organizationId}
    union select id from subscriptions where organization_id = ${organizationId}
    union select id from stripe_customers where organization_id = ${organizationId}
    union select unnest(array[id, name, provider_ref]) from servers where organization_id = ${organizationId}
    union select p.id from protections p join servers v on v.id = p.server_id where v.organization_id = ${organizationId}
    union select a.id from agents a join servers v on v.id = a.server_id where v.organization_id = ${organizationId}
    union select id from enrolments where organization_id = ${organizationId}
    union select id from runs where organization_id = ${organizationId}
    union select unnest(array[id, label]) from provider_accounts where organization_id = ${organizationId}
    union select id from operator_tasks where organization_id = ${organizationId}
    union select unnest(array[id, name]) from notification_targets where organization_id = ${organizationId}
    union select id from notification_deliveries where organization_id = ${organizationId}
    union select id from audit_events where organization_id = ${organizationId}`.execute(db)
  return rows.flatMap((row) => row.mark ?? [])
}
