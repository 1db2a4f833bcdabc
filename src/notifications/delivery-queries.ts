import { type Selectable, sql } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { Channel, DeliveryState, NoticeFacts } from './schema.ts'

/* Messages: one row for each recipient and message, with what became of it. */

export type DeliveryRow = Selectable<Database['notification_deliveries']>

export type Waiting = {
  user_id: string | null
  target_id: string | null
  organization_id: string | null
  timing: 'at_once' | 'daily'
  channel: Channel
  recipient: string
  /** Of a person, as far as it is known. */
  time_zone: string | null
  count: number
  /** When the oldest notice of them was recorded. */
  oldest_at: string
  /** When the message of this timing was made that is so many back; null where there were fewer. */
  earlier_at: string | null
}

/** Recipients for whom notices wait, whoever they belong to; `earlier_at` looks so many messages back. */
export const listWaitingAcrossOrganizations = async (db: Db, back: number): Promise<Waiting[]> => {
  const { rows } = await sql<Waiting>`
    with waiting as (
      select i.user_id, i.target_id, i.timing, count(*)::int as count, min(n.at) as oldest_at
      from notification_items i join notices n on n.id = i.notice_id where i.delivery_id is null group by 1, 2, 3
    )
    select w.user_id, w.target_id, w.timing, w.count, w.oldest_at, t.organization_id,
      coalesce(t.kind, 'email') as channel, coalesce(u.email, t.name) as recipient, u.time_zone,
      (select d.created_at from notification_deliveries d
        where d.timing = w.timing and (d.user_id = w.user_id or d.target_id = w.target_id)
        order by d.id desc offset ${back}::int limit 1
      ) as earlier_at
    from waiting w left join users u on u.id = w.user_id left join notification_targets t on t.id = w.target_id`.execute(
    db,
  )
  return rows
}

export type NewDelivery = Omit<
  DeliveryRow,
  'state' | 'attempts' | 'last_error' | 'sent_at' | 'updated_at' | 'next_attempt_at'
>

export const insertDelivery = (db: Db, row: NewDelivery) =>
  db
    .insertInto('notification_deliveries')
    .values({ ...row, state: 'queued', next_attempt_at: row.created_at, updated_at: row.created_at })
    .execute()

/** Takes all that waits for a recipient into a message, and resolves with how many there are of each kind. */
export const takeWaiting = async (
  db: Db,
  { user_id, target_id, timing }: Pick<Waiting, 'user_id' | 'target_id' | 'timing'>,
  deliveryId: string,
) => {
  const { rows } = await sql<{ kind: string; count: number; title: string }>`
    with taken as (
      update notification_items set delivery_id = ${deliveryId}
      where delivery_id is null and timing = ${timing}
        and (user_id = ${user_id}::text or target_id = ${target_id}::text)
      returning notice_id
    )
    select n.kind, count(*)::int as count, min(n.title) as title
    from notices n join taken t on t.notice_id = n.id group by n.kind`.execute(db)
  return rows
}

export const deleteDelivery = (db: Db, id: string) =>
  db.deleteFrom('notification_deliveries').where('id', '=', id).execute()

export const updateTitle = (db: Db, id: string, change: { title: string; notice_count: number }) =>
  db.updateTable('notification_deliveries').set(change).where('id', '=', id).execute()

/** What waits for a webhook: it gets each by itself. */
export const listWaitingOfTarget = (db: Db, targetId: string, limit: number) =>
  db
    .selectFrom('notification_items')
    .innerJoin('notices', 'notices.id', 'notification_items.notice_id')
    .select(['notices.id', 'notices.title'])
    .where('notification_items.target_id', '=', targetId)
    .where('notification_items.delivery_id', 'is', null)
    .orderBy('notices.id')
    .limit(limit)
    .forUpdate('notification_items')
    .skipLocked()
    .execute()

export const insertSingleDeliveries = async (db: Db, rows: readonly (NewDelivery & { notice_id: string })[]) => {
  await sql`
    insert into notification_deliveries (id, organization_id, target_id, channel, recipient, title, notice_count, timing,
      state, next_attempt_at, created_at, updated_at)
    select d.id, d.organization_id, d.target_id, d.channel, d.recipient, d.title, 1, d.timing, 'queued', d.created_at,
      d.created_at, d.created_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (id text, organization_id text, target_id text,
      channel text, recipient text, title text, timing text, created_at timestamptz)`.execute(db)
  await sql`
    update notification_items i set delivery_id = d.id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (id text, target_id text, notice_id text)
    where i.notice_id = d.notice_id and i.target_id = d.target_id`.execute(db)
}

/** Counts the try, before it is made; resolves with nothing when it was made already. Lost tries are taken up at `lost_at`. */
export const claimDelivery = (
  db: Db,
  { delivery_id, attempt, now, lost_at }: { delivery_id: string; attempt: number; now: string; lost_at: string },
): Promise<DeliveryRow | undefined> =>
  db
    .updateTable('notification_deliveries')
    .set({ attempts: attempt, next_attempt_at: lost_at, updated_at: now })
    .where('id', '=', delivery_id)
    .where('attempts', '=', attempt - 1)
    .where('state', 'in', ['queued', 'failed'])
    .returningAll()
    .executeTakeFirst()

export const updateAfterTry = (
  db: Db,
  { delivery_id, attempt }: { delivery_id: string; attempt: number },
  change: Pick<DeliveryRow, 'state' | 'last_error' | 'next_attempt_at' | 'sent_at' | 'updated_at'>,
) =>
  db
    .updateTable('notification_deliveries')
    .set(change)
    .where('id', '=', delivery_id)
    .where('attempts', '=', attempt)
    .where('state', 'in', ['queued', 'failed'])
    .returningAll()
    .executeTakeFirst()

/** Those whose time passed long enough ago that their job must be lost. They get a new time, so that nobody else takes them up, too. */
export const takeUpLostAcrossOrganizations = async (
  db: Db,
  at: { passed: string; next: string; now: string },
  limit: number,
) => {
  const { rows } = await sql<{ id: string; channel: Channel; attempts: number }>`
    update notification_deliveries d set next_attempt_at = ${at.next}, updated_at = ${at.now}
    where d.id = any(array(select id from notification_deliveries
      where next_attempt_at <= ${at.passed} order by next_attempt_at limit ${limit} for update skip locked))
    returning id, channel, attempts`.execute(db)
  return rows
}

export type ToldNotice = {
  id: string
  kind: string
  organization_id: string | null
  organization_name: string | null
  server_id: string | null
  run_id: string | null
  title: string
  detail: string
  link: string | null
  facts: NoticeFacts
  at: string
}

/** What is told in a message: the most urgent kinds first, as far as it shows them. */
export const listNoticesOf = async (db: Db, deliveryId: string, order: readonly string[], limit: number) => {
  const { rows } = await sql<ToldNotice>`
    select n.id, n.kind, n.organization_id, o.name as organization_name, n.server_id, n.run_id, n.title, n.detail,
      n.link, n.facts, n.at
    from notification_items i join notices n on n.id = i.notice_id
    left join organizations o on o.id = n.organization_id
    where i.delivery_id = ${deliveryId}
    order by coalesce(array_position(${[...order]}::text[], n.kind), 0), n.id limit ${limit}`.execute(db)
  return rows
}

const columns = [
  'id',
  'organization_id',
  'target_id',
  'channel',
  'recipient',
  'title',
  'notice_count',
  'state',
  'attempts',
  'last_error',
  'next_attempt_at',
  'sent_at',
  'created_at',
] as const

export const findDelivery = (db: Db, id: string) =>
  db.selectFrom('notification_deliveries').select(columns).where('id', '=', id).executeTakeFirst()

/** Newest first: those of targets within the scope, and the caller's own e-mails. */
export const listDeliveries = (
  db: Db,
  filter: {
    scope: Scope
    user_id: string | null
    mine: boolean
    target_id?: string | undefined
    organization_id?: string | undefined
    state?: DeliveryState | undefined
    before_id: string | undefined
    limit: number
  },
) => {
  let query = db.selectFrom('notification_deliveries').select(columns).orderBy('id', 'desc').limit(filter.limit)
  const { scope, user_id, mine } = filter
  if (mine) query = query.where('user_id', '=', user_id ?? '')
  else if (scope !== 'all')
    query = query.where((where) =>
      where.or([
        where.and([where('target_id', 'is not', null), where('organization_id', '=', anyOf(scope))]),
        ...(user_id === null ? [] : [where('user_id', '=', user_id)]),
      ]),
    )
  if (filter.target_id !== undefined) query = query.where('target_id', '=', filter.target_id)
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.before_id !== undefined) query = query.where('id', '<', filter.before_id)
  return query.execute()
}
