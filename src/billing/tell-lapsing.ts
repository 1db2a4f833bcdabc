import { type Context, inTransaction } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import { recordNotices } from '../notifications/record-notices.ts'
import { graceMs } from './entitlement-from.ts'
import { listLapsingAcrossOrganizations } from './lapsing-queries.ts'

const soonMs = 7 * dayMs
const lastMs = dayMs
const batch = 200

/** Records which subscriptions end soon, or whose payment failed: when that is known, and once more a day before places end. */
export const tellLapsing = async (ctx: Context): Promise<void> => {
  for (;;) if ((await inTransaction(ctx, tellSome)) < batch) return
}

const tellSome = async (ctx: Context): Promise<number> => {
  const now = ctx.clock.now()
  const times = { now, soon: isoPlusMs(now, soonMs), last: isoPlusMs(now, lastMs), grace_ms: graceMs }
  const lapsing = await listLapsingAcrossOrganizations(ctx.db, times, batch)
  await recordNotices(
    ctx,
    lapsing.map(({ id, organization_id, plan_name, quantity, past_due, over_at, told_once }) => {
      const day = utcMinute(over_at)
      const places = `${quantity} ${quantity === 1 ? 'place' : 'places'} on ${plan_name}`
      return {
        kind: 'subscription.lapsing' as const,
        organization_id,
        title: past_due ? `A payment for ${plan_name} failed` : `${plan_name} ends at ${day}`,
        detail: `${places} ${past_due ? 'count on until' : 'end at'} ${day}. After that no new backups are taken there; what is kept can still be restored. ${past_due ? 'Pay under Plans.' : 'Renew it under Plans.'}`,
        link: '/plans',
        facts: { subscription_id: id, plan_name, quantity, past_due, over_at },
        told_once,
      }
    }),
  )
  return lapsing.length
}
