import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
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
  const now = ctx.clock.now()
  const state = input.state ?? 'queued'
  const row = await insertRun(ctx.db, {
    id: ctx.ids.make('run'),
    kind: input.kind,
    organization_id: input.organization_id,
    server_id: input.server?.id ?? null,
    server_name: input.server?.name ?? null,
    provider_account_id: input.provider_account_id ?? null,
    parent_run_id: input.parent_run_id ?? null,
    state,
    progress: JSON.stringify(input.progress ?? { kind: 'none' }),
    stats: '{}',
    requested_by_kind: ctx.caller.kind,
    requested_by_id: ctx.caller.id,
    requested_by_name: ctx.caller.name,
    started_at: state === 'running' ? now : null,
    created_at: now,
    updated_at: now,
  })
  await publishEvent(ctx, { topic: 'run.changed', organization_id: row.organization_id, entity_id: row.id })
  return toRun(row)
}
