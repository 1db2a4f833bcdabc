import { type Insertable, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import { asPattern } from '../db/as-pattern.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import { firstIdAt } from '../lib/ids.ts'
import type { NewRunRow } from './new-run-row.ts'
import type { ListRunsQuery, RunError, RunKind, RunLogLevel, RunOutcome, RunProgress, RunStats } from './schema.ts'

export type RunRow = Selectable<Database['runs']>

export const insertRun = (db: Db, row: Insertable<Database['runs']>): Promise<RunRow> =>
  db.insertInto('runs').values(row).returningAll().executeTakeFirstOrThrow()

/** A parameter for each column, not for each value: thousands come together. All were asked for by one caller in one moment. */
export const insertRuns = async (
  db: Db,
  alike: Omit<NewRunRow, keyof OwnOfRun>,
  rows: readonly OwnOfRun[],
): Promise<void> => {
  const column = (name: keyof OwnOfRun) => rows.map((row) => row[name])
  await sql`
    insert into runs (id, organization_id, server_id, server_name, kind, state, progress, stats, requested_by_kind, requested_by_id,
      requested_by_name, created_at, updated_at)
    select r.*, ${alike.kind}, ${alike.state}, ${alike.progress}, ${alike.stats}, ${alike.requested_by_kind}, ${alike.requested_by_id},
      ${alike.requested_by_name}, ${alike.created_at}, ${alike.updated_at}
    from unnest(${column('id')}::text[], ${column('organization_id')}::text[], ${column('server_id')}::text[],
      ${column('server_name')}::text[]) r`.execute(db)
}

/** What tells runs that begin together from each other. */
export type OwnOfRun = { id: string; organization_id: string; server_id: string; server_name: string }

export const findRun = (db: Db, scope: Scope, id: string): Promise<RunRow | undefined> => {
  const query = db.selectFrom('runs').selectAll().where('id', '=', id)
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** Holds the row, so that two ends of one run do not both count. */
export const lockRun = (db: Db, scope: Scope, id: string): Promise<RunRow | undefined> => {
  const query = db.selectFrom('runs').selectAll().where('id', '=', id).forUpdate()
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** What a search is about: few of each, so that their indexes serve however many runs there are. */
export type RunsAbout = {
  run_id: string
  server_ids: readonly string[]
  provider_account_ids: readonly string[]
  /** What their error says, all of it. */
  words: readonly string[]
}
const mostNamed = 500

export const findAbout = async (db: Db, scope: Scope, q: string): Promise<RunsAbout> => {
  const pattern = `%${asPattern(q.toLowerCase())}%`
  const within = scope === 'all' ? sql`true` : sql`organization_id = ${anyOf(scope)}`
  const { rows } = await sql<Omit<RunsAbout, 'run_id' | 'words'>>`
    select array(select id from servers where lower(name) like ${pattern} and ${within} limit ${mostNamed}) as server_ids,
      array(select id from provider_accounts where lower(label) like ${pattern} and ${within} limit ${mostNamed}) as provider_account_ids`.execute(
    db,
  )
  return {
    run_id: q,
    words: q.toLowerCase().split(/\s+/),
    ...(rows[0] ?? { server_ids: [], provider_account_ids: [] }),
  }
}

// The index knows words by three letters in a row; with fewer alone, every error there is would have to be read.
const isFound = (words: readonly string[]) => words.some((word) => word.length >= 3)

export type RunFilter = Omit<ListRunsQuery, 'cursor' | 'limit' | 'q'> & { scope: Scope; about?: RunsAbout | undefined }
type Runs<Row> = SelectQueryBuilder<Database, 'runs', Row>

export const whereFilter = <Row>(start: Runs<Row>, filter: RunFilter): Runs<Row> => {
  let query = start
  const [only, ...others] = filter.scope === 'all' ? [] : filter.scope
  // One organization as an equality: its index then gives the order too.
  if (filter.scope !== 'all')
    query = query.where('organization_id', '=', only !== undefined && others.length === 0 ? only : anyOf(filter.scope))
  // Ids sort by time, so a range of times is one of ids, in the order of every index.
  if (filter.since !== undefined) query = query.where('id', '>=', firstIdAt('run', filter.since))
  if (filter.until !== undefined) query = query.where('id', '<', firstIdAt('run', filter.until))
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id)
  if (filter.server_id !== undefined) query = query.where('server_id', '=', filter.server_id)
  if (filter.provider_account_id !== undefined)
    query = query.where('provider_account_id', '=', filter.provider_account_id)
  if (filter.parent_run_id !== undefined) query = query.where('parent_run_id', '=', filter.parent_run_id)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.outcome !== undefined) query = query.where('outcome', '=', filter.outcome)
  if (filter.state !== undefined) {
    query = query.where('state', '=', filter.state)
    // So that the index of the few unfinished runs serves.
    if (filter.state !== 'finished') query = query.where('state', '!=', 'finished')
  }
  return query
}

type PageFilter = RunFilter & { before_id: string | undefined; limit: number }

const pageOf = (db: Pick<Db, 'selectFrom'>, { before_id, limit, ...filter }: PageFilter) => {
  const query = whereFilter(db.selectFrom('runs').selectAll(), filter).orderBy('id', 'desc').limit(limit)
  return before_id === undefined ? query : query.where('id', '<', before_id)
}

/** Newest first. What is searched by is asked one by one, each with its own index, and put together. */
export const listRuns = async (db: Db, { about, ...filter }: PageFilter): Promise<RunRow[]> => {
  if (about === undefined) return pageOf(db, filter).execute()
  const named = await pageOf(db, filter)
    .where((eb) =>
      eb.or([
        eb('id', '=', about.run_id),
        eb('server_id', '=', anyOf(about.server_ids)),
        eb('provider_account_id', '=', anyOf(about.provider_account_ids)),
      ]),
    )
    .execute()
  if (!isFound(about.words)) return named
  const found = new Map([...named, ...(await listSaying(db, filter, about.words))].map((row) => [row.id, row]))
  return [...found.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, filter.limit)
}

const looked = 2_000

/**
 * Those whose error says all the words. What many errors say stands among the newest of them; only for the rest is it looked up in the
 * index of words, which would bring all that say it, to be sorted.
 */
const listSaying = async (db: Db, filter: PageFilter, words: readonly string[]): Promise<RunRow[]> => {
  const says = <Row>(start: Runs<Row>) =>
    words.reduce(
      (query, word) => query.where(sql<boolean>`lower(error ->> 'message') like ${`%${asPattern(word)}%`}`),
      start,
    )
  let newest = db.selectFrom('runs').selectAll().where('error', 'is not', null).orderBy('id', 'desc').limit(looked)
  if (filter.before_id !== undefined) newest = newest.where('id', '<', filter.before_id)
  // The few in place of all: what follows reads no others.
  const amongNewest = db.with(
    (cte) => cte('runs').materialized(),
    () => newest,
  )
  const first = await says(pageOf(amongNewest, filter)).execute()
  if (first.length === filter.limit) return first
  const rest = says(pageOf(db, filter))
    .where('error', 'is not', null)
    .where('id', '<', (eb) => eb.selectFrom(newest.as('n')).select((one) => one.fn.min('n.id').as('id')))
  return [...first, ...(await rest.execute())].slice(0, filter.limit)
}

/** One statement, in which each filter has its own index. */
export const countRuns = async (
  db: Db,
  scope: Scope,
  filters: readonly Omit<RunFilter, 'scope'>[],
): Promise<number[]> => {
  const counts = filters.map((filter) =>
    whereFilter(db.selectFrom('runs').select(sql`count(*)`.as('runs')), { ...filter, scope }),
  )
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counts)}]::int[] as counts`.execute(db)
  return rows[0]?.counts ?? []
}

/** Resolves with nothing when the run is finished. */
export const updateToRunning = (db: Db, id: string, at: string): Promise<RunRow | undefined> =>
  db
    .updateTable('runs')
    .set({ state: 'running', started_at: sql<string>`coalesce(started_at, ${at})`, updated_at: at })
    .where('id', '=', id)
    .where('state', '!=', 'finished')
    .returningAll()
    .executeTakeFirst()

/** From running back to queued; resolves with nothing when it is not running. */
export const updateToQueued = (db: Db, id: string, at: string): Promise<RunRow | undefined> =>
  db
    .updateTable('runs')
    .set({ state: 'queued', progress: JSON.stringify({ kind: 'none' }), updated_at: at })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .returningAll()
    .executeTakeFirst()

/** The first end counts: resolves with nothing when there was one before. Progress becomes complete where the work was done. */
export const updateToFinished = (
  db: Db,
  id: string,
  end: { outcome: RunOutcome; done: boolean; stats: RunStats; error: RunError | null; at: string },
) =>
  db
    .updateTable('runs')
    .set({
      state: 'finished',
      outcome: end.outcome,
      ...(end.done ? { progress: completed } : {}),
      stats: sql<string>`stats || ${JSON.stringify(end.stats)}`,
      error: end.error === null ? null : JSON.stringify(end.error),
      finished_at: end.at,
      updated_at: end.at,
    })
    .where('id', '=', id)
    .where('state', '!=', 'finished')
    .returning(['id', 'kind', 'organization_id', 'server_id', 'server_name', 'provider_account_id'])
    .executeTakeFirst()

const completed = sql<string>`
  case when progress->>'kind' = 'none' then progress else '{"kind": "exact", "percent": 100}' end`

export const updateProgress = (db: Db, id: string, progress: RunProgress, at: string) =>
  db
    .updateTable('runs')
    .set({ progress: JSON.stringify(progress), updated_at: at })
    .where('id', '=', id)
    .where('state', '!=', 'finished')
    .returning(['organization_id', 'cancel_requested_at'])
    .executeTakeFirst()

export const updateSent = (
  db: Db,
  id: string,
  change: { sent_at?: string | null; action_ref?: string | null },
  at: string,
) =>
  db
    .updateTable('runs')
    .set({ ...change, updated_at: at })
    .where('id', '=', id)
    .where('state', '!=', 'finished')
    .returning('id')
    .executeTakeFirst()

export const updateCancelRequested = (db: Db, id: string, at: string) =>
  db
    .updateTable('runs')
    .set({ cancel_requested_at: at, updated_at: at })
    .where('id', '=', id)
    .where('state', '!=', 'finished')
    .execute()

export const insertLogLines = (
  db: Db,
  runId: string,
  lines: readonly { at: string; level: RunLogLevel; message: string }[],
) =>
  db
    .insertInto('run_log')
    .values(lines.map((line) => ({ run_id: runId, ...line })))
    .execute()

/** Only after the run itself was found within the caller's scope. */
export const listLogLines = (db: Db, runId: string, page: { after_seq: number; limit: number }) =>
  db
    .selectFrom('run_log')
    .select(['seq', 'at', 'level', 'message'])
    .where('run_id', '=', runId)
    .where('seq', '>', page.after_seq)
    .orderBy('seq')
    .limit(page.limit)
    .execute()

/** Runs of all organizations that have not ended and were not touched since a time, oldest first. */
export const listRunsLeftAcrossOrganizations = (
  db: Db,
  { kind, before, limit }: { kind: RunKind; before: string; limit: number },
): Promise<{ id: string }[]> =>
  db
    .selectFrom('runs')
    .select('id')
    .where('state', '!=', 'finished')
    .where('kind', '=', kind)
    .where('updated_at', '<', before)
    .orderBy('id')
    .limit(limit)
    .execute()

/** Routine runs of all organizations that ended well before a time; their log goes with them. */
export const deleteRoutineRunsAcrossOrganizations = (db: Db, before: string) =>
  db
    .deleteFrom('runs')
    .where('kind', '=', 'sync')
    .where('outcome', 'in', ['succeeded', 'cancelled'])
    .where('finished_at', '<', before)
    .execute()
