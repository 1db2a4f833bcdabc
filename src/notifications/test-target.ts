import type { Context } from '../context.ts'
import { requireTarget } from './require-target.ts'
import type { NotificationDelivery } from './schema.ts'
import { sendTest } from './send-test.ts'

/** Sends a test to a target, also to one that is switched off. */
export const testTarget = async (
  ctx: Context,
  input: { notification_target_id: string },
): Promise<NotificationDelivery> => {
  const { id, organization_id, kind, name } = await requireTarget(ctx, input)
  return sendTest(ctx, { organization_id, user_id: null, target_id: id, channel: kind, recipient: name })
}
