import type { Context } from '../context.ts'
import { decodeCursor, type ListQuery, type Page, toPage } from '../lib/pagination.ts'
import { personId } from './person-id.ts'
import { listSessions as select } from './queries.ts'
import type { Session } from './schema.ts'

const list = 'sessions'

/** The caller's own sign-in sessions, newest first. */
export const listSessions = async (ctx: Context, input: ListQuery): Promise<Page<Session>> => {
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, personId(ctx.caller), { now: ctx.clock.now(), before_id, limit: input.limit + 1 })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return {
    ...page,
    data: page.data.map(({ updated_at, ...row }) => ({
      ...row,
      last_seen_at: updated_at,
      current: row.id === ctx.caller.session_id,
    })),
  }
}
