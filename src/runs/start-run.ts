import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { type NewRun, newRunRow } from './new-run-row.ts'
import { insertRun } from './queries.ts'
import type { Run } from './schema.ts'
import { toRun } from './to-run.ts'

/** Makes a run, asked for by the caller. Belongs in the transaction that makes the work necessary. */
export const startRun = async (ctx: Context, input: NewRun): Promise<Run> => {
  const row = await insertRun(ctx.db, newRunRow(ctx, input))
  await publishEvent(ctx, { topic: 'run.changed', organization_id: row.organization_id, entity_id: row.id })
  return toRun(row)
}
