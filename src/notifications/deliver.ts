import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { hourMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import { systemRandom } from '../lib/random.ts'
import { deliverEmailTask, deliverPostTask } from '../tasks.ts'
import { beginTroubles } from './begin-troubles.ts'
import { claimDelivery, type DeliveryRow, updateAfterTry } from './delivery-queries.ts'
import { endTroubles } from './end-troubles.ts'
import { recordNotices } from './record-notices.ts'
import { sendDelivery } from './send-delivery.ts'
import { updateTarget, updateTargetToFailing } from './target-queries.ts'

/** After each failure so long, as the Standard Webhooks specification advises; after the last one it is given up. */
const waitsMs = [
  5_000,
  minuteMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  10 * hourMs,
] as const
/** From this failure on others are told that messages do not arrive. */
const toldAfter = 4
// Longer than any try takes.
const lostAfterMs = 2 * minuteMs
const longestError = 500

/**
 * Makes one try of a message, and writes down what became of it. A try is counted before it is made: after a crash the message goes
 * out again under the same id rather than not at all.
 */
export const deliver = async (ctx: Context, input: { delivery_id: string; attempt: number }): Promise<void> => {
  const now = ctx.clock.now()
  const delivery = await claimDelivery(ctx.db, { ...input, now, lost_at: isoPlusMs(now, lostAfterMs) })
  if (delivery === undefined) return
  const error = await sendDelivery(ctx, delivery).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, longestError),
  )
  await inTransaction(ctx, (ctx) => (error === null ? sent(ctx, input, delivery) : failed(ctx, input, delivery, error)))
}

type Try = { delivery_id: string; attempt: number }

const sent = async (ctx: Context, input: Try, delivery: DeliveryRow): Promise<void> => {
  const now = ctx.clock.now()
  const end = { state: 'sent', last_error: null, next_attempt_at: null, sent_at: now, updated_at: now } as const
  if ((await updateAfterTry(ctx.db, input, end)) === undefined) return
  if (delivery.target_id !== null)
    await updateTarget(ctx.db, delivery.target_id, { last_sent_at: now, failing_since: null, last_error: null })
  await endTroubles(ctx, { kind: 'target.failing', subjects: [subjectOf(delivery)] })
  await tellPages(ctx, delivery)
}

const failed = async (ctx: Context, input: Try, delivery: DeliveryRow, last_error: string): Promise<void> => {
  const now = ctx.clock.now()
  const isTest = delivery.timing === 'test'
  const wait = isTest ? undefined : waitsMs[input.attempt - 1]
  // Spread, so that what failed together does not come back together.
  const next = wait === undefined ? null : isoPlusMs(now, Math.round(wait * (0.8 + systemRandom.fraction() * 0.4)))
  const end = { last_error, next_attempt_at: next, sent_at: null, updated_at: now } as const
  const state = next === null ? 'dead' : 'failed'
  if ((await updateAfterTry(ctx.db, input, { ...end, state })) === undefined) return
  if (next !== null) {
    const task = delivery.channel === 'email' ? deliverEmailTask : deliverPostTask
    const job = { delivery_id: delivery.id, attempt: input.attempt + 1 }
    await ctx.jobs.enqueue(ctx.db, task, job, { start_after: next })
  }
  if (!isTest) await noteTarget(ctx, delivery, { last_error, tell: next === null || input.attempt >= toldAfter })
  await tellPages(ctx, delivery)
}

const noteTarget = async (
  ctx: Context,
  delivery: DeliveryRow,
  { last_error, tell }: { last_error: string; tell: boolean },
): Promise<void> => {
  if (delivery.target_id !== null) await updateTargetToFailing(ctx.db, delivery.target_id, last_error, ctx.clock.now())
  if (!tell) return
  const { organization_id } = delivery
  const subject = subjectOf(delivery)
  const fresh = await beginTroubles(ctx, { kind: 'target.failing', subjects: [{ subject, organization_id }] })
  if (fresh.size === 0) return
  await recordNotices(ctx, [
    {
      kind: 'target.failing',
      organization_id,
      title: `Notifications to ${delivery.recipient} do not arrive`,
      detail: `${last_error} Backstay tries for a day. Correct it under Settings, and try it there.`,
      link: '/settings/notifications',
      facts: {},
    },
  ])
}

const subjectOf = ({ target_id, user_id }: DeliveryRow): string => target_id ?? `email ${user_id}`

const tellPages = (ctx: Context, delivery: DeliveryRow): Promise<void> =>
  publishEvent(ctx, {
    topic: 'notification_delivery.changed',
    organization_id: delivery.organization_id,
    entity_id: delivery.id,
    user_id: delivery.user_id,
  })
