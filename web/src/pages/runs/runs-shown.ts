import type { RunFilters } from '../../api/run-types.ts'

/** What the chips show; what each means to the API. */
export const runsShown = {
  all: {},
  queued: { state: 'queued' },
  running: { state: 'running' },
  succeeded: { outcome: 'succeeded' },
  warning: { outcome: 'warning' },
  failed: { outcome: 'failed' },
  cancelled: { outcome: 'cancelled' },
} as const satisfies Record<string, Pick<RunFilters, 'state' | 'outcome'>>

export type RunsShown = keyof typeof runsShown

export const isRunsShown = (value: string | null): value is RunsShown =>
  value !== null && Object.hasOwn(runsShown, value)
