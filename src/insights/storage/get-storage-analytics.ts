import { type Context, requireRole, type Scope, scopeOf } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { decodeCursor, toPage } from '../../lib/pagination.ts'
import { getOrganization } from '../../organizations/get-organization.ts'
import { listOrganizations } from '../../organizations/list-organizations.ts'
import { nameOfProvider } from './name-of-provider.ts'
import { type DaySum, listLargestOrganizations, listOrganizationDays, listProviderDays } from './read-queries.ts'
import type { StorageAnalytics, StorageAnalyticsQuery, StorageDay } from './schema.ts'

const bySize = 'storage_by_size'
const usualDays = 30
const mostDays = 400

/** What backups took up day by day, by provider or by organization: of all for operators, else of the caller's own. */
export const getStorageAnalytics = async (ctx: Context, input: StorageAnalyticsQuery): Promise<StorageAnalytics> => {
  const { by } = input
  const to = input.to ?? daysFrom(ctx.clock.now().slice(0, 10), -1)
  const from = input.from ?? daysFrom(to, -usualDays)
  if (from > to || daysFrom(from, mostDays) < to)
    throw new AppError('invalid_request', { message: `Choose a period of 1 to ${mostDays} days: from before to.` })
  const period = { from, to }
  if (by === 'provider') {
    const days = await listProviderDays(ctx.db, scopeFor(ctx, input.organization_id), period)
    const names = [...new Set(days.map(({ id }) => id))]
    const data = names.map((id) => ({ id, name: nameOfProvider(ctx, id), days: daysOf(days, id) }))
    return { by, from, to, data, next_cursor: null }
  }
  const { data: found, next_cursor } = await organizationsOf(ctx, input, period)
  const days = await listOrganizationDays(
    ctx.db,
    found.map(({ id }) => id),
    period,
  )
  const data = found.map(({ id, name }) => ({ id, name, days: daysOf(days, id) }))
  return { by, from, to, data, next_cursor }
}

type Found = { data: { id: string; name: string }[]; next_cursor: string | null }

/** Which organizations are on the page. */
const organizationsOf = async (
  ctx: Context,
  { organization_id, sort, limit, cursor }: StorageAnalyticsQuery,
  period: { from: string; to: string },
): Promise<Found> => {
  if (organization_id !== undefined)
    return { data: [await getOrganization(ctx, { organization_id })], next_cursor: null }
  if (sort === 'name') return listOrganizations(ctx, { limit, cursor })
  const [bytes, id] = decodeCursor(bySize, cursor, 2) ?? []
  const after = bytes === undefined || id === undefined ? null : { bytes: asBytes(bytes), id }
  const rows = await listLargestOrganizations(ctx.db, scopeOf(ctx.caller), { ...period, after, limit: limit + 1 })
  return toPage(bySize, rows, limit, (row) => [String(row.bytes), row.id])
}

const asBytes = (text: string): string => {
  if (!/^\d{1,18}$/.test(text)) throw new AppError('invalid_cursor')
  return text
}

const scopeFor = ({ caller }: Context, organizationId: string | undefined): Scope => {
  if (organizationId === undefined) return scopeOf(caller)
  requireRole(caller, organizationId, 'viewer')
  return [organizationId]
}

const daysOf = (days: readonly DaySum[], wanted: string): StorageDay[] =>
  days.filter(({ id }) => id === wanted).map(({ id: _, ...day }) => day)

const daysFrom = (day: string, count: number): string => isoPlusMs(`${day}T00:00:00.000Z`, count * dayMs).slice(0, 10)
