import type { Context } from '../context.ts'
import { hourMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import { PastSeconds } from '../runs/schema.ts'
import { findOpenOrder, updateOrderTaken } from './order-queries.ts'

/** So long a server is ordered, looked for and waited for. */
export const giveUpAfterMs = hourMs
/** Longer than the longest pause between two tries of a job. */
export const lostMs = 20 * minuteMs

export type TakenOrder = {
  run_id: string
  server_id: string
  image: string
  of_point: boolean
  past: PastSeconds | null
  until: string
}

/** What a run has to make, for whoever takes its next step; null when nothing is left of it to do. */
export const takeOrder = async (ctx: Context, { run_id }: { run_id: string }): Promise<TakenOrder | null> => {
  const order = await findOpenOrder(ctx.db, run_id)
  if (order === null) return null
  const now = ctx.clock.now()
  // While nobody looked after it, nobody looked for what it made either: it gets its time anew.
  const wasLeft = isoPlusMs(order.due_at, lostMs) < now
  const until = wasLeft ? isoPlusMs(now, giveUpAfterMs) : order.until
  await updateOrderTaken(ctx.db, run_id, { now, until })
  const { server_id, image, of_point } = order
  return { run_id, server_id, image, of_point, past: PastSeconds.nullable().parse(order.past), until }
}
