import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../../context.ts'
import { loadServer } from '../../servers/load-server.ts'
import { getImageDrills } from './get-image-drills.ts'
import { deleteImageDrills } from './queries.ts'

/** No more throw-away servers of this server's images. One that is there is still destroyed. */
export const stopImageDrills = (ctx: Context, { server_id }: { server_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    const server = await loadServer(ctx, { server_id, lock: true })
    const before = await getImageDrills(ctx, { server_id })
    if (!before.enabled) return
    await deleteImageDrills(ctx.db, server_id)
    await recordChange(ctx, {
      action: 'image_drills.switched_off',
      organization_id: server.organization_id,
      target: { id: server_id, name: server.name },
      before: { ceiling: before.ceiling },
    })
  })
