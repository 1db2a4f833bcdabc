import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { newRunRow } from './new-run-row.ts'
import { insertRuns } from './queries.ts'
import type { RunKind } from './schema.ts'

type ServerOfRun = { id: string; name: string; organization_id: string }

/**
 * Makes a run of one kind for each of many servers with one statement; resolves with their ids, in the order given. Open pages hear
 * once for each organization, not once for each run.
 */
export const startRuns = async (
  ctx: Context,
  { kind, servers }: { kind: RunKind; servers: readonly ServerOfRun[] },
): Promise<string[]> => {
  if (servers.length === 0) return []
  const rows = servers.map(({ id, name, organization_id }) => ({
    id: ctx.ids.make('run'),
    organization_id,
    server_id: id,
    server_name: name,
  }))
  await insertRuns(ctx.db, newRunRow(ctx, { kind, organization_id: null }), rows)
  const first = new Map(rows.map(({ organization_id, id }) => [organization_id, id]))
  for (const [organization_id, id] of first)
    await publishEvent(ctx, { topic: 'run.changed', organization_id, entity_id: id })
  return rows.map(({ id }) => id)
}
