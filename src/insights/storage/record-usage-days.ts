import { type Context, inTransaction } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { monthOf } from './month-of.ts'
import {
  deleteProtectedDaysAcrossOrganizations,
  deleteUsageDaysAcrossOrganizations,
  insertProtectedDayAcrossOrganizations,
  insertUsageDayAcrossOrganizations,
  lockProgress,
  type UsagePrices,
  updateProgress,
} from './record-queries.ts'
import { usagePrices } from './usage-prices.ts'

/** What came on record longer ago is not written down afterwards. */
const mostBackDays = 90
/** Days of single servers are kept for a year and a month, sums for good. */
const keptDays = 400

/**
 * Writes down what lay at providers and in repositories at the end of each day (UTC) that is over and not written yet, one day a
 * transaction: done twice, or late, it comes to the same. Sizes and times are those on record; whether native backups are on, whose a server is,
 * and prices are as known when the day is written, which is why it is done soon after midnight.
 */
export const recordUsageDays = async (ctx: Context): Promise<{ days: number }> => {
  const today = ctx.clock.now().slice(0, 10)
  const prices = await usagePrices(ctx, { server_id: null })
  let days = 0
  while (await recordNext(ctx, today, prices)) days += 1
  return { days }
}

const recordNext = (ctx: Context, today: string, prices: UsagePrices): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const earliest = { day: daysFrom(today, -mostBackDays), latest: daysFrom(today, -1) }
    const day = daysFrom(await lockProgress(ctx.db, earliest), 1)
    if (day >= today) return false
    const { number, days } = monthOf(day)
    const end = `${daysFrom(day, 1)}T00:00:00.000Z`
    await insertUsageDayAcrossOrganizations(ctx.db, { day, end, number, days_in_month: days, prices })
    // Of a day longer ago nobody knows any more.
    if (day === earliest.latest) await insertProtectedDayAcrossOrganizations(ctx.db, day)
    await deleteProtectedDaysAcrossOrganizations(ctx.db, daysFrom(day, -keptDays))
    await deleteUsageDaysAcrossOrganizations(ctx.db, daysFrom(day, -keptDays))
    await updateProgress(ctx.db, day)
    return true
  })

const daysFrom = (day: string, count: number): string => isoPlusMs(`${day}T00:00:00.000Z`, count * dayMs).slice(0, 10)
