import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { notify } from '../db/notify.ts'
import { eventsChannel, type LiveEvent } from './schema.ts'

export type EventRow = LiveEvent & { user_id: string | null }

export type NewEvent = Omit<EventRow, 'id'>

export const insertEvents = async (db: Db, events: readonly NewEvent[]): Promise<void> => {
  const column = (name: keyof NewEvent) => events.map((event) => event[name])
  // In this order: readers learn of changes in the order of their ids.
  await sql`
    insert into events (topic, organization_id, user_id, entity_id, at)
    select topic, organization_id, user_id, entity_id, at
    from unnest(${column('topic')}::text[], ${column('organization_id')}::text[], ${column('user_id')}::text[],
      ${column('entity_id')}::text[], ${column('at')}::timestamptz[])
      with ordinality e (topic, organization_id, user_id, entity_id, at, number)
    order by number`.execute(db)
  notify(db, eventsChannel)
}

/**
 * Events of all organizations after a position, oldest first. Ids alone would not do: a transaction that started earlier can
 * commit later and its rows would be skipped for ever. So the order is (transaction, id), and only transactions older than
 * every running one are read.
 */
export const listEventsAcrossOrganizations = async (db: Db, after: string, limit: number): Promise<EventRow[]> => {
  const [xid = '0', id = '0'] = after.split('-')
  const { rows } = await sql<EventRow>`
    select xid || '-' || id as id, topic, organization_id, user_id, entity_id, at
    from events
    where (xid, id) > (${xid}::xid8, ${id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, id
    limit ${limit}`.execute(db)
  return rows
}

/** The position before which everything has been seen by now: where a new reader starts. */
export const currentPosition = async (db: Db): Promise<string> => {
  const { rows } = await sql<{ position: string }>`
    select pg_snapshot_xmin(pg_current_snapshot()) || '-0' as position`.execute(db)
  return rows[0]?.position ?? '0-0'
}

/** Whether a position is still in the table's reach, so that a reader that was away missed nothing. */
export const isRemembered = async (db: Db, position: string): Promise<boolean> => {
  const [xid = '0', id = '0'] = position.split('-')
  const { rows } = await sql<{ remembered: boolean }>`
    select ${olderThan(xid, id)} as remembered`.execute(db)
  return rows[0]?.remembered ?? false
}

const olderThan = (xid: string, id: string): RawBuilder<boolean> =>
  sql`coalesce((select (e.xid, e.id) <= (${xid}::xid8, ${id}::bigint) from events e order by e.xid, e.id limit 1), true)`

export const deleteEventsBefore = (db: Db, at: string) => db.deleteFrom('events').where('at', '<', at).execute()
