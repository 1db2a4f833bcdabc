import type { Context } from '../context.ts'
import type { RunKind, RunProgress, RunStats } from './schema.ts'

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
  /** What is known of it from the beginning; its end adds to it. */
  stats?: RunStats
}

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
    stats: JSON.stringify(input.stats ?? {}),
    requested_by_kind: ctx.caller.kind,
    requested_by_id: ctx.caller.id,
    requested_by_name: ctx.caller.name,
    started_at: state === 'running' ? now : null,
    created_at: now,
    updated_at: now,
  }
}

export type NewRunRow = ReturnType<typeof newRunRow>
