import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { invalidField, notFound } from '../lib/errors.ts'
import { openTarget } from './open-target.ts'
import { requireAddress } from './require-address.ts'
import { requireTarget } from './require-target.ts'
import type { ChangeTargetInput, NotificationTarget } from './schema.ts'
import { sealTarget } from './seal-target.ts'
import { shownAddress } from './shown-address.ts'
import { updateTarget } from './target-queries.ts'
import { toTarget } from './to-target.ts'

/** Changes the name, what it is told, whether it is on, or where it goes. The secret of a webhook stays. */
export const changeTarget = (
  ctx: Context,
  input: ChangeTargetInput & { notification_target_id: string },
): Promise<NotificationTarget> =>
  inTransaction(ctx, async (ctx) => {
    const before = await requireTarget(ctx, input)
    const { settings, name, notice_kinds, enabled } = input
    if (settings !== undefined && settings.kind !== before.kind)
      throw invalidField('settings.kind', `This target is of the kind ${before.kind}. Add another one instead.`)
    if (settings !== undefined) requireAddress(settings, before.organization_id)
    const place =
      settings === undefined
        ? {}
        : {
            shown_address: shownAddress(settings),
            sealed_settings: sealTarget(ctx, before.id, { settings, secrets: openTarget(ctx, before).secrets }),
          }
    const given = Object.fromEntries(
      Object.entries({ name, notice_kinds, enabled }).filter(([, value]) => value !== undefined),
    )
    const row = await updateTarget(ctx.db, before.id, { ...given, ...place, updated_at: ctx.clock.now() })
    if (row === undefined) throw notFound()
    await recordChange(ctx, {
      action: 'notification_target.changed',
      organization_id: row.organization_id,
      target: { id: row.id, name: row.name },
      before: factsOf(before),
      after: factsOf(row),
    })
    return toTarget(row)
  })

type Facts = { name: string; shown_address: string; notice_kinds: string[]; enabled: boolean }

const factsOf = ({ name, shown_address, notice_kinds, enabled }: Facts) => ({
  name,
  shown_address,
  notice_kinds,
  enabled,
})
