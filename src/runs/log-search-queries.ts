import { sql } from 'kysely'
import { asPattern } from '../db/as-pattern.ts'
import type { Db } from '../db/database.ts'
import { type RunFilter, whereFilter } from './queries.ts'
import type { RunLogLevel } from './schema.ts'

/** How many runs one page looks through: what it costs is bounded, however many there are and however few say the words. */
export const mostLooked = 2_000

type SearchFilter = RunFilter & {
  text: string
  levels: readonly RunLogLevel[] | undefined
  /** Goes on after this line. */
  after: { run_id: string; seq: number } | null
}

const newestOf = (db: Db, { text: _text, levels: _levels, after, ...filter }: SearchFilter) => {
  const newest = whereFilter(db.selectFrom('runs'), filter).orderBy('id', 'desc')
  return after === null ? newest : newest.where('id', '<=', after.run_id)
}

/**
 * Lines of the newest runs back to one of them, or of all; each run's by its own index: runs newest first, within each the oldest line
 * first. Runs may be made since that one was found, so it is not their number that says where to stop.
 */
export const findLogLines = (db: Db, filter: SearchFilter, page: { back_to: string | undefined; limit: number }) => {
  const { text, levels, after } = filter
  const { back_to, limit } = page
  let runs = newestOf(db, filter).select([
    ...(['id as run_id', 'kind as run_kind', 'created_at as run_created_at'] as const),
    ...(['organization_id', 'server_id', 'server_name', 'provider_account_id'] as const),
  ])
  if (back_to !== undefined) runs = runs.where('id', '>=', back_to)
  return db
    .selectFrom(runs.as('r'))
    .innerJoinLateral(
      (eb) => {
        let lines = eb
          .selectFrom('run_log')
          .select(['seq', 'at', 'level', 'message'])
          .whereRef('run_log.run_id', '=', 'r.run_id')
          .where(sql<boolean>`lower(message) like ${`%${asPattern(text.toLowerCase())}%`}`)
          .orderBy('seq')
        if (levels !== undefined) lines = lines.where('level', 'in', levels)
        if (after !== null)
          lines = lines.where((line) => line.or([line('r.run_id', '<', after.run_id), line('seq', '>', after.seq)]))
        return lines.as('l')
      },
      (join) => join.onTrue(),
    )
    .selectAll(['l', 'r'])
    .orderBy('r.run_id', 'desc')
    .orderBy('l.seq')
    .limit(limit)
    .execute()
}

/** The oldest run that a page looks through, where there may be older ones. */
export const findLastToLook = (db: Db, filter: SearchFilter) =>
  newestOf(db, filter)
    .select(['id', 'created_at'])
    .offset(mostLooked - 1)
    .limit(1)
    .executeTakeFirst()
