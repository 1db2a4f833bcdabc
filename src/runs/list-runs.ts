import { type Context, requireRole, scopeOf } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { findAbout, listRuns as select } from './queries.ts'
import type { ListRunsQuery, Run } from './schema.ts'
import { toRun } from './to-run.ts'

const list = 'runs'

/** Newest first: those of the caller's organizations, or all for operators. */
export const listRuns = async (ctx: Context, input: ListRunsQuery): Promise<Page<Run>> => {
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'viewer')
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const scope = scopeOf(ctx.caller)
  const about = input.q ? await findAbout(ctx.db, scope, input.q) : undefined
  const rows = await select(ctx.db, { ...input, scope, about, before_id, limit: input.limit + 1 })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return { ...page, data: page.data.map(toRun) }
}
