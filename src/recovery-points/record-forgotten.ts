import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { updateToForgotten } from './queries.ts'

export type Forgotten = {
  organization_id: string
  ids: readonly string[]
  /** Until when they can be brought back; null when they were not there any more. */
  purge_after: string | null
}

/** Retention let these go. Resolves with those that were there until now. */
export const recordForgotten = async (ctx: Context, input: Forgotten): Promise<string[]> => {
  const rows = await updateToForgotten(ctx.db, input.ids, ctx.clock.now(), input.purge_after)
  for (const { id } of rows)
    await publishEvent(ctx, {
      topic: 'recovery_point.changed',
      organization_id: input.organization_id,
      entity_id: id,
    })
  return rows.map(({ id }) => id)
}
