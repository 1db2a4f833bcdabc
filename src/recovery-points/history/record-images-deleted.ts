import type { Context } from '../../context.ts'
import { publishEvent } from '../../events/publish-event.ts'
import { updateImagesAway } from './history-queries.ts'

/** Snapshots of ours were deleted at the provider, since no rule keeps them any more. */
export const recordImagesDeleted = async (
  ctx: Context,
  input: { organization_id: string; server_id: string; ids: readonly string[] },
): Promise<void> => {
  await updateImagesAway(ctx.db, input.ids, 'forgotten', ctx.clock.now())
  const { organization_id, server_id } = input
  await publishEvent(ctx, { topic: 'recovery_point.changed', organization_id, entity_id: server_id })
}
