import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { type NewRun, newRunRow } from './new-run-row.ts'
import { insertRuns } from './queries.ts'

/**
 * Makes many runs with one statement; resolves with their ids, in the order given. Open pages hear once for each organization,
 * not once for each run.
 */
export const startRuns = async (ctx: Context, inputs: readonly NewRun[]): Promise<string[]> => {
  const rows = inputs.map((input) => newRunRow(ctx, input))
  if (rows.length === 0) return []
  await insertRuns(ctx.db, rows)
  const first = new Map(rows.map(({ organization_id, id }) => [organization_id, id]))
  for (const [organization_id, id] of first)
    await publishEvent(ctx, { topic: 'run.changed', organization_id, entity_id: id })
  return rows.map(({ id }) => id)
}
