import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { dayMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import { deliverEmailTask, deliverPostTask } from '../tasks.ts'
import { bundleNotices } from './bundle-notices.ts'
import { takeUpLostAcrossOrganizations } from './delivery-queries.ts'
import { deleteOldNoticesAcrossOrganizations } from './queries.ts'
import { sortNotices } from './sort-notices.ts'

// A job starts on time or nearly so; one that is later than this was lost with its worker or its queue.
const lostAfterMs = 10 * minuteMs
const keptDays = 90
const batch = 500

/** Decides who is told what, puts it together into messages, and takes up those whose job was lost. */
export const tendNotifications = async (
  ctx: Context,
  _input: Record<string, never>,
  job?: Pick<RunningJob, 'signal'>,
): Promise<void> => {
  await sortNotices(ctx, job)
  await bundleNotices(ctx, job)
  await takeUpLost(ctx, job)
  await deleteOldNoticesAcrossOrganizations(ctx.db, isoPlusMs(ctx.clock.now(), -keptDays * dayMs))
}

const takeUpLost = async (ctx: Context, job?: Pick<RunningJob, 'signal'>): Promise<void> => {
  for (;;) {
    job?.signal.throwIfAborted()
    if ((await inTransaction(ctx, takeUpSome)) < batch) return
  }
}

const takeUpSome = async (ctx: Context): Promise<number> => {
  const now = ctx.clock.now()
  const times = { now, passed: isoPlusMs(now, -lostAfterMs), next: now }
  const lost = await takeUpLostAcrossOrganizations(ctx.db, times, batch)
  for (const task of [deliverEmailTask, deliverPostTask])
    await ctx.jobs.enqueueMany(
      ctx.db,
      task,
      lost
        .filter(({ channel }) => (channel === 'email') === (task === deliverEmailTask))
        .map(({ id, attempts }) => ({ delivery_id: id, attempt: attempts + 1 })),
    )
  return lost.length
}
