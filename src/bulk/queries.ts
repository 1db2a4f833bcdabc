import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { BulkItem, BulkWork } from './schema.ts'

export const insertBulkWork = (db: Db, runId: string, work: BulkWork) =>
  db
    .insertInto('bulk_works')
    .values({ run_id: runId, work: JSON.stringify(work) })
    .execute()

export const findBulkWork = (db: Db, runId: string) =>
  db.selectFrom('bulk_works').select('work').where('run_id', '=', runId).executeTakeFirst()

export const insertBulkItems = async (db: Db, rows: Insertable<Database['bulk_items']>[]): Promise<void> => {
  const chunk = 1_000
  for (let from = 0; from < rows.length; from += chunk)
    await db
      .insertInto('bulk_items')
      .values(rows.slice(from, from + chunk))
      .execute()
}

/** The name is null when the server is gone. */
export type WaitingItem = { server_id: string; server_name: string | null; tries: number }

/** Those whose turn it is. With a pace: no more than leaves so many runs of this one under way, at each account and in all. */
export const listNextItems = async (
  db: Db,
  runId: string,
  { now, limit, pace }: { now: string; limit: number; pace: Pace | null },
): Promise<WaitingItem[]> => {
  const { rows } = await sql<WaitingItem>`
    with waiting as (
      select i.server_id, s.name as server_name, i.tries, coalesce(s.provider_account_id, i.server_id) as account
      from bulk_items i left join servers s on s.id = i.server_id
      where i.run_id = ${runId} and i.state = 'waiting' and (i.not_before is null or i.not_before <= ${now})
    ), ${pace === null ? unpaced : paced(runId, pace)}
    select server_id, server_name, tries from fitting order by server_id limit ${limit}`.execute(db)
  return rows
}

export type Pace = {
  readonly each_account: number
  readonly in_all: number
  /** Who did not even begin since then waits for a machine that is away, and takes nobody's turn. */
  readonly begun_since: string
}

const unpaced = sql`fitting as (select * from waiting)`

const paced = (runId: string, pace: Pace): RawBuilder<unknown> => sql`
    open as (
      select coalesce(s.provider_account_id, i.server_id) as account, count(*) as runs
      from bulk_items i join runs r on r.id = i.child_run_id left join servers s on s.id = i.server_id
      where i.run_id = ${runId} and i.state = 'accepted'
        and (r.state = 'running' or r.state = 'queued' and r.created_at > ${pace.begun_since})
      group by 1
    ), ranked as (
      select w.*, coalesce(o.runs, 0) + row_number() over (partition by w.account order by w.server_id) as nth
      from waiting w left join open o using (account)
    ), fitting as (
      select * from ranked where nth <= ${pace.each_account} order by server_id
      limit greatest(0, ${pace.in_all} - (select coalesce(sum(runs), 0) from open))
    )`

/** Holds the row while its part begins; undefined when that was done meanwhile, or given up. */
export const lockWaitingItem = (db: Db, key: ItemKey) =>
  db
    .selectFrom('bulk_items')
    .select('server_id')
    .where('run_id', '=', key.run_id)
    .where('server_id', '=', key.server_id)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()

export type ItemKey = { run_id: string; server_id: string }

export const updateBulkItem = (db: Db, key: ItemKey, change: Updateable<Database['bulk_items']>) =>
  db
    .updateTable('bulk_items')
    .set(change)
    .where('run_id', '=', key.run_id)
    .where('server_id', '=', key.server_id)
    .execute()

export const updateWaitingToCancelled = (db: Db, runId: string) =>
  db
    .updateTable('bulk_items')
    .set({ state: 'cancelled' })
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .execute()

/** Who was handed on fares as the run it became: that is read, not copied. */
const stateNow = sql<BulkItem['state']>`
  case when i.state = 'accepted' and r.state = 'finished'
    then case when r.outcome in ('succeeded', 'warning') then 'done' else 'failed' end
    else i.state end`

export type BulkCounts = Record<BulkItem['state'], number>

export const countBulkItems = async (db: Db, runId: string): Promise<BulkCounts> => {
  const { rows } = await sql<{ state: BulkItem['state']; items: number }>`
    select ${stateNow} as state, count(*) as items
    from bulk_items i left join runs r on r.id = i.child_run_id where i.run_id = ${runId} group by 1`.execute(db)
  const counts = { waiting: 0, accepted: 0, done: 0, failed: 0, refused: 0, cancelled: 0 }
  for (const { state, items } of rows) counts[state] = items
  return counts
}

export const listBulkItems = (
  db: Db,
  filter: { run_id: string; state: BulkItem['state'] | undefined; after_id: string | undefined; limit: number },
): Promise<BulkItem[]> => {
  let query = db
    .selectFrom('bulk_items as i')
    .leftJoin('servers as s', 's.id', 'i.server_id')
    .leftJoin('runs as r', 'r.id', 'i.child_run_id')
    .select([
      'i.server_id',
      's.name as server_name',
      stateNow.as('state'),
      sql<string | null>`coalesce(r.error ->> 'code', i.code)`.as('code'),
      sql<string | null>`coalesce(r.error ->> 'message', i.message)`.as('message'),
      'i.child_run_id as run_id',
      'r.state as run_state',
      'r.outcome as run_outcome',
    ])
    .where('i.run_id', '=', filter.run_id)
    .orderBy('i.server_id')
    .limit(filter.limit)
  if (filter.state !== undefined) query = query.where(stateNow, '=', filter.state)
  if (filter.after_id !== undefined) query = query.where('i.server_id', '>', filter.after_id)
  return query.execute()
}
