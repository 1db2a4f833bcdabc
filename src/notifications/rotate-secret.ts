import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newWebhookSecret } from './new-webhook-secret.ts'
import { openTarget } from './open-target.ts'
import { requireTarget } from './require-target.ts'
import type { TargetWithSecret } from './schema.ts'
import { sealTarget } from './seal-target.ts'
import { updateTarget } from './target-queries.ts'
import { toTarget } from './to-target.ts'

/** Gives a webhook a new secret, shown this once. The one before signs too for a day, so that its receiver can change over. */
export const rotateSecret = (ctx: Context, input: { notification_target_id: string }): Promise<TargetWithSecret> =>
  inTransaction(ctx, async (ctx) => {
    const target = await requireTarget(ctx, input)
    if (target.kind !== 'webhook')
      throw new AppError('conflict', { message: 'Only webhooks are signed. Enter a new address or token instead.' })
    const { settings, secrets } = openTarget(ctx, target)
    const now = ctx.clock.now()
    const [newest] = secrets
    const before = newest === undefined ? [] : [{ secret: newest.secret, until: isoPlusMs(now, dayMs) }]
    const secret = newWebhookSecret(ctx)
    const sealed_settings = sealTarget(ctx, target.id, { settings, secrets: [{ secret, until: null }, ...before] })
    const row = await updateTarget(ctx.db, target.id, { sealed_settings, updated_at: now })
    if (row === undefined) throw notFound()
    await recordChange(ctx, {
      action: 'notification_target.secret_rotated',
      organization_id: row.organization_id,
      target: { id: row.id, name: row.name },
    })
    return { ...toTarget(row), secret }
  })
