import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { loadServer } from '../../servers/load-server.ts'
import { getImageDrills } from './get-image-drills.ts'
import { upsertImageDrills } from './queries.ts'
import type { ImageDrills, ImageDrillsInput } from './schema.ts'

/** Lets drills make a throw-away server of a server's newest image every week, up to a price. The first is due within a day. */
export const setImageDrills = (ctx: Context, input: ImageDrillsInput & { server_id: string }): Promise<ImageDrills> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    const { server_id, ceiling } = input
    const server = await loadServer(ctx, { server_id, lock: true })
    const before = await getImageDrills(ctx, { server_id })
    if (!before.possible)
      throw new AppError('method_unavailable', {
        message: `The provider of ${server.name} makes no new servers of images, so they cannot be tried there.`,
      })
    const now = ctx.clock.now()
    await upsertImageDrills(ctx.db, {
      server_id,
      ceiling_minor: ceiling.amount_minor,
      currency: ceiling.currency,
      next_at: before.next_at ?? isoPlusMs(now, dayMs),
      created_at: now,
    })
    await recordChange(ctx, {
      action: 'image_drills.switched_on',
      organization_id: server.organization_id,
      target: { id: server_id, name: server.name },
      before: { ceiling: before.ceiling },
      after: { ceiling },
    })
    return getImageDrills(ctx, { server_id })
  })
