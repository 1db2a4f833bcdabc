import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { updateToRunning } from './queries.ts'
import type { Run } from './schema.ts'
import { toRun } from './to-run.ts'

/** Says that the work begins, or goes on after its worker was lost. Null when the run is finished: then there is nothing to do. */
export const beginRun = async (ctx: Context, input: { run_id: string }): Promise<Run | null> => {
  const row = await updateToRunning(ctx.db, input.run_id, ctx.clock.now())
  if (row === undefined) return null
  await publishEvent(ctx, { topic: 'run.changed', organization_id: row.organization_id, entity_id: row.id })
  return toRun(row)
}
