import { type Context, requireRole, scopeOf } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { type ListedRow, listServers as select } from './queries.ts'
import type { ListServersQuery, Server, ServerSort } from './schema.ts'
import { timesOf } from './times-of.ts'
import { toServer } from './to-server.ts'

/** The caller's servers, or all for operators. A page costs the same however deep it lies. */
export const listServers = async (ctx: Context, input: ListServersQuery): Promise<Page<Server>> => {
  const { sort, limit, cursor, ...filter } = input
  if (filter.organization_id !== undefined) requireRole(ctx.caller, filter.organization_id, 'viewer')
  const list = `servers ${sort}`
  const [value, id] = decodeCursor(list, cursor, 2) ?? []
  const after = value === undefined || id === undefined ? null : { value: sortable(sort, value), id }
  const wanted = { ...filter, ...timesOf(ctx) }
  const rows = await select(ctx.db, scopeOf(ctx.caller), wanted, { sort, after, limit: limit + 1 })
  const page = toPage(list, rows, limit, (row) => [sortValueOf(sort, row), row.id])
  return { ...page, data: page.data.map((row) => toServer(row, ctx.caller)) }
}

const sortValueOf = (sort: ServerSort, row: ListedRow): string => {
  if (sort.endsWith('trouble')) return `${row.trouble_rank} ${row.name}`
  if (sort.endsWith('storage_bytes')) return String(row.storage_bytes ?? -1)
  return sort.endsWith('last_backup_at') ? (row.last_backup_at ?? '') : row.name
}

/** A cursor comes back from outside: only what `sortValueOf` can have made goes on to the database. */
const sortable = (sort: ServerSort, value: string): string => {
  const isSound = soundValues[sort.replace('-', '')]
  const fits = isSound === undefined || isSound(value)
  if (!fits) throw new AppError('invalid_cursor')
  return value
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text))

const soundValues: Readonly<Record<string, (value: string) => boolean>> = {
  storage_bytes: (value) => /^(-1|\d{1,15})$/.test(value),
  last_backup_at: (value) => value === '' || isTime(value),
  trouble: (value) => /^\d{1,2} /.test(value),
}
