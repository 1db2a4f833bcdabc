import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { loadServer } from '../servers/load-server.ts'
import { listPointsOf } from './queries.ts'
import type { ListRecoveryPointsQuery, RecoveryPoint } from './schema.ts'
import { toRecoveryPoint } from './to-recovery-point.ts'

const list = 'recovery_points'

/** A server's recovery points, newest first. */
export const listRecoveryPoints = async (
  ctx: Context,
  input: ListRecoveryPointsQuery & { server_id: string },
): Promise<Page<RecoveryPoint>> => {
  const { server_id, cursor, limit, ...filter } = input
  const [taken_at, id] = decodeCursor(list, cursor, 2) ?? []
  // A cursor comes back from outside: only a time goes on to the database.
  if (taken_at !== undefined && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(taken_at)) throw new AppError('invalid_cursor')
  if (taken_at !== undefined && Number.isNaN(Date.parse(taken_at))) throw new AppError('invalid_cursor')
  const server = await loadServer(ctx, { server_id })
  const after = taken_at === undefined || id === undefined ? null : { taken_at, id }
  const now = ctx.clock.now()
  const rows = await listPointsOf(ctx.db, server.id, { ...filter, after, limit: limit + 1, now })
  const page = toPage(list, rows, limit, (row) => [row.taken_at, row.id])
  return { ...page, data: page.data.map((row) => toRecoveryPoint(row, now)) }
}
