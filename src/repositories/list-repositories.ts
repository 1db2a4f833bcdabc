import { type Context, scopeOf } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { listRepositoryRows } from './queries.ts'
import type { ListRepositoriesQuery, Repository } from './schema.ts'
import { toRepository } from './to-repository.ts'

const list = 'repositories'

/** Oldest first: those of the caller's organizations, or all for operators. */
export const listRepositories = async (ctx: Context, input: ListRepositoriesQuery): Promise<Page<Repository>> => {
  const [after_id] = decodeCursor(list, input.cursor, 1) ?? []
  const { server_id, limit } = input
  const rows = await listRepositoryRows(ctx.db, { scope: scopeOf(ctx.caller), server_id, after_id, limit: limit + 1 })
  const page = toPage(list, rows, limit, (row) => [row.id])
  const now = ctx.clock.now()
  return { ...page, data: page.data.map((row) => toRepository(row, now)) }
}
