import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { newRunRow } from './new-run-row.ts'
import { insertRun } from './queries.ts'
import type { Run, RunKind, RunProgress } from './schema.ts'
import { toRun } from './to-run.ts'

export type NewRun = {
  kind: RunKind
  /** Whose members may see it; null for the operators' own. */
  organization_id: string | null
  server?: { id: string; name: string } | null
  provider_account_id?: string | null
  parent_run_id?: string | null
  /** `running` when the work begins in this very call. Default: queued, until `beginRun`. */
  state?: 'queued' | 'running'
  progress?: RunProgress
}

/** Makes a run, asked for by the caller. Belongs in the transaction that makes the work necessary. */
export const startRun = async (ctx: Context, input: NewRun): Promise<Run> => {
  const row = await insertRun(ctx.db, newRunRow(ctx, input))
  await publishEvent(ctx, { topic: 'run.changed', organization_id: row.organization_id, entity_id: row.id })
  return toRun(row)
}
