import { type Context, requireRole, scopeOf } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { listEnrolments as select } from './queries.ts'
import type { Enrolment, ListEnrolmentsQuery } from './schema.ts'
import { toEnrolment } from './to-enrolment.ts'

const list = 'enrolments'

/** Newest first: those of organizations where the caller is manager; all for operators. */
export const listEnrolments = async (ctx: Context, input: ListEnrolmentsQuery): Promise<Page<Enrolment>> => {
  const scope = scopeOf(ctx.caller, 'manager')
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'manager')
  if (scope.length === 0) throw new AppError('forbidden')
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const { organization_id, server_id, limit } = input
  const rows = await select(ctx.db, { scope, organization_id, server_id, before_id, limit: limit + 1 })
  const page = toPage(list, rows, limit, (row) => [row.id])
  const now = ctx.clock.now()
  return { ...page, data: page.data.map((row) => toEnrolment(row, now)) }
}
