import { type Context, requireRole, scopeOf } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, encodeCursor } from '../lib/pagination.ts'
import { findLastToLook, findLogLines } from './log-search-queries.ts'
import { RunKind, type RunLogHitPage, RunLogLevel, type SearchRunLogQuery } from './schema.ts'

const list = 'run_log_lines'
// Beyond each line of a run: all of it has been looked at.
const allOfIt = 999_999_999_999_999

/** Lines that hold some words, of all runs that the caller may see. */
export const searchRunLog = async (ctx: Context, input: SearchRunLogQuery): Promise<RunLogHitPage> => {
  const { q, level, cursor, limit, ...of } = input
  if (of.organization_id !== undefined) requireRole(ctx.caller, of.organization_id, 'viewer')
  const levels = level === undefined ? undefined : RunLogLevel.options.slice(RunLogLevel.options.indexOf(level))
  const filter = { ...of, scope: scopeOf(ctx.caller), text: q, levels, after: afterOf(cursor) }
  const oldest = await findLastToLook(ctx.db, filter)
  const rows = await findLogLines(ctx.db, filter, { back_to: oldest?.id, limit: limit + 1 })
  const data = rows.slice(0, limit).map((row) => ({
    ...row,
    run_kind: RunKind.parse(row.run_kind),
    level: RunLogLevel.parse(row.level),
  }))
  const last = data.at(-1)
  if (rows.length > limit && last !== undefined)
    return { data, next_cursor: cursorOf(last.run_id, last.seq), searched_since: last.run_created_at }
  return {
    data,
    next_cursor: oldest === undefined ? null : cursorOf(oldest.id, allOfIt),
    searched_since: oldest?.created_at ?? of.since ?? null,
  }
}

const cursorOf = (run_id: string, seq: number) => encodeCursor(list, [run_id, String(seq)])

const afterOf = (cursor: string | undefined): { run_id: string; seq: number } | null => {
  const [run_id, seq = ''] = decodeCursor(list, cursor, 2) ?? []
  if (run_id === undefined) return null
  if (!/^\d{1,15}$/.test(seq)) throw new AppError('invalid_cursor')
  return { run_id, seq: Number(seq) }
}
