import { Temporal } from 'temporal-polyfill'
import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { isoPlusMs, minuteMs, toIso } from '../lib/clock.ts'
import { deliverEmailTask, deliverPostTask } from '../tasks.ts'
import {
  deleteDelivery,
  insertDelivery,
  insertSingleDeliveries,
  listWaitingAcrossOrganizations,
  listWaitingOfTarget,
  takeWaiting,
  updateTitle,
  type Waiting,
} from './delivery-queries.ts'
import { titleOf } from './title-of.ts'

// A recipient gets so many messages within this time; what comes after them waits and goes together.
const mostMessages = 3
const windowMs = 15 * minuteMs
/** When daily messages go out, by the clocks of who gets them. */
const dailyHour = 6
const batch = 500

/**
 * Puts what waits for each recipient together into one message, unless the recipient had several just now. Webhooks are read by
 * programs: they get each notice by itself.
 */
export const bundleNotices = async (ctx: Context, job?: Pick<RunningJob, 'signal'>): Promise<void> => {
  for (const waiting of await listWaitingAcrossOrganizations(ctx.db, mostMessages - 1)) {
    job?.signal.throwIfAborted()
    try {
      if (waiting.channel === 'webhook') await sendEach(ctx, waiting, job)
      else if (isDue(waiting, ctx.clock.now())) await inTransaction(ctx, (ctx) => sendTogether(ctx, waiting))
    } catch (error) {
      // What is wrong with one recipient keeps nothing from the others; it is tried again with the next round.
      job?.signal.throwIfAborted()
      ctx.log.error({ err: error, recipient: waiting.user_id ?? waiting.target_id }, 'notices were not put together')
    }
  }
}

const isDue = ({ timing, oldest_at, earlier_at, time_zone }: Waiting, now: string): boolean =>
  timing === 'daily'
    ? oldest_at < lastDailyTime(now, time_zone ?? 'UTC')
    : earlier_at === null || earlier_at <= isoPlusMs(now, -windowMs)

const lastDailyTime = (now: string, zone: string): string => {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate()
  const at = (day: Temporal.PlainDate) =>
    toIso(day.toZonedDateTime({ timeZone: zone, plainTime: { hour: dailyHour } }).epochMilliseconds)
  return at(today) <= now ? at(today) : at(today.subtract({ days: 1 }))
}

const newDelivery = (ctx: Context, { user_id, target_id, organization_id, timing, channel, recipient }: Waiting) => ({
  id: ctx.ids.make('ndl'),
  ...{ user_id, target_id, organization_id, timing, channel, recipient },
  notice_count: 1,
  created_at: ctx.clock.now(),
})

const sendTogether = async (ctx: Context, waiting: Waiting): Promise<void> => {
  const row = newDelivery(ctx, waiting)
  await insertDelivery(ctx.db, { ...row, title: '' })
  const kinds = await takeWaiting(ctx.db, waiting, row.id)
  const notice_count = kinds.reduce((sum, { count }) => sum + count, 0)
  // Another worker was quicker.
  if (notice_count === 0) return void (await deleteDelivery(ctx.db, row.id))
  await updateTitle(ctx.db, row.id, { title: titleOf(kinds), notice_count })
  const task = waiting.channel === 'email' ? deliverEmailTask : deliverPostTask
  await ctx.jobs.enqueue(ctx.db, task, { delivery_id: row.id, attempt: 1 })
}

const sendEach = async (ctx: Context, waiting: Waiting, job?: Pick<RunningJob, 'signal'>): Promise<void> => {
  for (;;) {
    job?.signal.throwIfAborted()
    const sent = await inTransaction(ctx, async (ctx) => {
      const notices = await listWaitingOfTarget(ctx.db, waiting.target_id ?? '', batch)
      const rows = notices.map(({ id, title }) => ({ ...newDelivery(ctx, waiting), title, notice_id: id }))
      if (rows.length === 0) return 0
      await insertSingleDeliveries(ctx.db, rows)
      await ctx.jobs.enqueueMany(
        ctx.db,
        deliverPostTask,
        rows.map(({ id }) => ({ delivery_id: id, attempt: 1 })),
      )
      return rows.length
    })
    if (sent < batch) return
  }
}
