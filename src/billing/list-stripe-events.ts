import { type Context, requireOperator } from '../context.ts'
import { toIso } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import type { ListStripeEventsQuery, StripeEvent } from './schema.ts'
import { listStripeEventsAcrossOrganizations } from './stripe-queries.ts'

const list = 'stripe_events'

/** What Stripe told us, newest first, for operators. */
export const listStripeEvents = async (ctx: Context, input: ListStripeEventsQuery): Promise<Page<StripeEvent>> => {
  requireOperator(ctx.caller)
  const [received_at, id] = decodeCursor(list, input.cursor, 2) ?? []
  const before = received_at === undefined || id === undefined ? null : { received_at: timeIn(received_at), id }
  const rows = await listStripeEventsAcrossOrganizations(ctx.db, { state: input.state, before, limit: input.limit + 1 })
  return toPage(list, rows, input.limit, (row) => [row.received_at, row.id])
}

/** A cursor's time; anything else that somebody wrote into one belongs to no list. */
const timeIn = (text: string): string => {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new AppError('invalid_cursor')
  return toIso(ms)
}
