import { type Selectable, sql } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { AnyNoticeKind, NoticeKind } from './schema.ts'

/* Notices, what is wrong now, and who is to be told. What was told stands in delivery-queries.ts. */

export type NoticeRow = Selectable<Database['notices']>

const noticeColumns = sql`(id text, kind text, organization_id text, server_id text, run_id text, title text, detail text,
  link text, facts jsonb, again boolean, told_once text, at timestamptz)`

export const insertNotices = (
  db: Db,
  rows: readonly (Omit<NoticeRow, 'facts' | 'sorted_at' | 'kind'> & { kind: AnyNoticeKind; facts: object })[],
) =>
  sql`
    insert into notices (id, kind, organization_id, server_id, run_id, title, detail, link, facts, again, told_once, at)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n ${noticeColumns}
    on conflict (told_once) where told_once is not null do nothing`.execute(db)

/** Resolves with the subjects that were not in trouble before. */
export const insertTroubles = async (
  db: Db,
  input: { kind: NoticeKind; subjects: readonly { subject: string; organization_id: string | null }[]; at: string },
): Promise<string[]> => {
  const { rows } = await sql<{ subject: string }>`
    insert into troubles (kind, subject, organization_id, since)
    select ${input.kind}, t.subject, t.organization_id, ${input.at}
    from jsonb_to_recordset(${JSON.stringify(input.subjects)}::jsonb) as t (subject text, organization_id text)
    on conflict do nothing returning subject`.execute(db)
  return rows.map(({ subject }) => subject)
}

export const deleteTroubles = async (
  db: Db,
  input: { kind: NoticeKind; subjects: readonly string[] },
): Promise<string[]> => {
  const rows = await db
    .deleteFrom('troubles')
    .where('kind', '=', input.kind)
    .where('subject', '=', anyOf(input.subjects))
    .returning('subject')
    .execute()
  return rows.map(({ subject }) => subject)
}

export const listTroubled = async (
  db: Db,
  input: { kind: NoticeKind; subjects: readonly string[] },
): Promise<string[]> => {
  const rows = await db
    .selectFrom('troubles')
    .select('subject')
    .where('kind', '=', input.kind)
    .where('subject', '=', anyOf(input.subjects))
    .execute()
  return rows.map(({ subject }) => subject)
}

/** Oldest first, held, so that two workers do not sort the same. Those of the demo's customers say so. */
export const holdUnsortedAcrossOrganizations = async (db: Db, limit: number) => {
  const { rows } = await sql<{
    id: string
    kind: string
    organization_id: string | null
    again: boolean
    told_once: string | null
    demo: boolean
  }>`
    select n.id, n.kind, n.organization_id, n.again, n.told_once,
      exists (select from demo_parts d where d.kind = 'organization' and d.id = n.organization_id) as demo
    from notices n where n.sorted_at is null order by n.id limit ${limit} for update of n skip locked`.execute(db)
  return rows
}

export const deleteNotices = (db: Db, ids: readonly string[]) =>
  db.deleteFrom('notices').where('id', '=', anyOf(ids)).execute()

export const updateToSorted = (db: Db, ids: readonly string[], at: string) =>
  db.updateTable('notices').set({ sorted_at: at }).where('id', '=', anyOf(ids)).execute()

/** Who belongs to these organizations, and all operators. */
export const listPeopleAcrossOrganizations = async (db: Db, organizationIds: readonly string[]) => {
  const { rows } = await sql<{
    user_id: string
    operator: boolean
    roles: Record<string, 'owner' | 'manager' | 'viewer'>
    choices: Record<string, 'off' | 'at_once' | 'daily'>
  }>`
    select u.id as user_id, u.operator,
      coalesce((select jsonb_object_agg(m.organization_id, m.role) from members m
        where m.user_id = u.id and m.organization_id = ${anyOf(organizationIds)}), '{}') as roles,
      coalesce((select jsonb_object_agg(c.notice_kind, c.timing) from notification_choices c
        where c.user_id = u.id), '{}') as choices
    from users u
    where u.operator or u.id in (select user_id from members where organization_id = ${anyOf(organizationIds)})`.execute(
    db,
  )
  return rows
}

/** Those switched on, of these organizations and of the operators. */
export const listEnabledTargetsAcrossOrganizations = async (db: Db, organizationIds: readonly string[]) => {
  const { rows } = await sql<{ id: string; organization_id: string | null; notice_kinds: string[] }>`
    select id, organization_id, notice_kinds from notification_targets
    where enabled and (organization_id is null or organization_id = ${anyOf(organizationIds)})`.execute(db)
  return rows
}

export type NewItem = {
  notice_id: string
  user_id: string | null
  target_id: string | null
  timing: 'at_once' | 'daily' | 'test'
}

export const insertItems = (db: Db, items: readonly NewItem[], deliveryId: string | null = null) =>
  sql`
    insert into notification_items (notice_id, user_id, target_id, timing, delivery_id)
    select i.notice_id, i.user_id, i.target_id, i.timing, ${deliveryId}
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
      as i (notice_id text, user_id text, target_id text, timing text)
    on conflict do nothing`.execute(db)

/** Those older than a time. What was told about them goes with them, and with that the items. */
export const deleteOldNoticesAcrossOrganizations = async (db: Db, before: string) => {
  await db.deleteFrom('notification_deliveries').where('created_at', '<', before).execute()
  await db.deleteFrom('notices').where('at', '<', before).execute()
}

export const listChoices = (db: Db, userId: string) =>
  db.selectFrom('notification_choices').select(['notice_kind', 'timing']).where('user_id', '=', userId).execute()

export const writeChoices = (
  db: Db,
  userId: string,
  choices: readonly { kind: NoticeKind; timing: 'off' | 'at_once' | 'daily' }[],
  at: string,
) =>
  db
    .insertInto('notification_choices')
    .values(choices.map(({ kind, timing }) => ({ user_id: userId, notice_kind: kind, timing, updated_at: at })))
    .onConflict((c) =>
      c.columns(['user_id', 'notice_kind']).doUpdateSet((eb) => ({
        timing: eb.ref('excluded.timing'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .execute()

export const findRecipient = (db: Db, userId: string) =>
  db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'operator', 'time_zone'])
    .where('id', '=', userId)
    .executeTakeFirst()

export const listRolesOf = (db: Db, userId: string) =>
  db.selectFrom('members').select('role').where('user_id', '=', userId).execute()
