import { type Context, inTransaction } from '../context.ts'
import { deliver } from './deliver.ts'
import { findDelivery, insertDelivery, type NewDelivery } from './delivery-queries.ts'
import { insertItems, insertNotices } from './queries.ts'
import type { NotificationDelivery } from './schema.ts'
import { toDelivery } from './to-delivery.ts'

/** Sends a test now, once, and resolves with what became of it. */
export const sendTest = async (
  ctx: Context,
  to: Pick<NewDelivery, 'organization_id' | 'user_id' | 'target_id' | 'channel' | 'recipient'>,
): Promise<NotificationDelivery> => {
  const id = ctx.ids.make('ndl')
  const title = 'Test of notifications from Backstay'
  await inTransaction(ctx, async (ctx) => {
    const created_at = ctx.clock.now()
    const notice_id = ctx.ids.make('ntc')
    const notice = {
      id: notice_id,
      kind: 'test' as const,
      organization_id: to.organization_id,
      ...{ server_id: null, run_id: null, link: '/settings/notifications', facts: {}, again: false, told_once: null },
      title,
      detail: `${ctx.caller.name} asked for it. What arrives here arrives when a backup fails, too.`,
      at: created_at,
    }
    await insertNotices(ctx.db, [notice])
    await insertDelivery(ctx.db, { id, ...to, title, notice_count: 1, timing: 'test', created_at })
    const { user_id, target_id } = to
    await insertItems(ctx.db, [{ notice_id, user_id, target_id, timing: 'test' }], id)
  })
  await deliver(ctx, { delivery_id: id, attempt: 1 })
  const row = await findDelivery(ctx.db, id)
  if (row === undefined) throw new Error(`The delivery ${id} is gone`)
  return toDelivery(row, ctx.caller)
}
