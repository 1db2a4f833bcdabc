import type { Context } from '../../context.ts'
import { publishEvent } from '../../events/publish-event.ts'
import { updateImagesBack } from './history-queries.ts'

/** Snapshots of ours that were to be deleted at the provider are still there, as far as anybody knows. */
export const recordImagesKept = async (
  ctx: Context,
  input: { organization_id: string; server_id: string; ids: readonly string[] },
): Promise<void> => {
  await updateImagesBack(ctx.db, input.ids, ctx.clock.now())
  const { organization_id, server_id } = input
  await publishEvent(ctx, { topic: 'recovery_point.changed', organization_id, entity_id: server_id })
}
