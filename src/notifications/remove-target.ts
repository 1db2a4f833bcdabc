import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { requireTarget } from './require-target.ts'
import { deleteTarget } from './target-queries.ts'

/** Removes a target; what waits for it and what was sent there goes with it. */
export const removeTarget = (ctx: Context, input: { notification_target_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const target = await requireTarget(ctx, input)
    await deleteTarget(ctx.db, target.id)
    await recordChange(ctx, {
      action: 'notification_target.removed',
      organization_id: target.organization_id,
      target: { id: target.id, name: target.name },
      before: { kind: target.kind, shown_address: target.shown_address },
    })
  })
