import { type Context, requireRole, type Scope, scopeOf } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { getOrganization } from '../../organizations/get-organization.ts'
import { listOrganizations } from '../../organizations/list-organizations.ts'
import { nameOfProvider } from './name-of-provider.ts'
import { type DaySum, listOrganizationDays, listProviderDays } from './read-queries.ts'
import type { StorageAnalytics, StorageAnalyticsQuery, StorageDay } from './schema.ts'

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
  const { data: found, next_cursor } =
    input.organization_id === undefined
      ? await listOrganizations(ctx, { limit: input.limit, cursor: input.cursor })
      : { data: [await getOrganization(ctx, { organization_id: input.organization_id })], next_cursor: null }
  const days = await listOrganizationDays(
    ctx.db,
    found.map(({ id }) => id),
    period,
  )
  const data = found.map(({ id, name }) => ({ id, name, days: daysOf(days, id) }))
  return { by, from, to, data, next_cursor }
}

const scopeFor = ({ caller }: Context, organizationId: string | undefined): Scope => {
  if (organizationId === undefined) return scopeOf(caller)
  requireRole(caller, organizationId, 'viewer')
  return [organizationId]
}

const daysOf = (days: readonly DaySum[], wanted: string): StorageDay[] =>
  days.filter(({ id }) => id === wanted).map(({ id: _, ...day }) => day)

const daysFrom = (day: string, count: number): string => isoPlusMs(`${day}T00:00:00.000Z`, count * dayMs).slice(0, 10)
