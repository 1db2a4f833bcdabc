import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { updateProgress } from './queries.ts'
import type { RunProgress } from './schema.ts'

/**
 * Writes how far a run is, and tells open pages. Resolves with whether to go on: false once somebody asked to cancel it, or it
 * was finished by somebody else.
 */
export const recordProgress = async (
  ctx: Context,
  input: { run_id: string; progress: RunProgress },
): Promise<{ go_on: boolean }> => {
  const row = await updateProgress(ctx.db, input.run_id, input.progress, ctx.clock.now())
  if (row === undefined) return { go_on: false }
  await publishEvent(ctx, { topic: 'run.changed', organization_id: row.organization_id, entity_id: input.run_id })
  return { go_on: row.cancel_requested_at === null }
}
