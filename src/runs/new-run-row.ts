import type { Context } from '../context.ts'
import type { NewRun } from './start-run.ts'

/** The row of a new run, asked for by the caller. */
export const newRunRow = (ctx: Context, input: NewRun) => {
  const now = ctx.clock.now()
  const state = input.state ?? 'queued'
  return {
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
  }
}
