import type { Run, RunKind, RunState } from './schema.ts'

/**
 * How a run moves. Back to queued: once, when whoever did the work was lost and it is tried again. The outcome is a column of
 * its own, set when the run is finished and never changed after that.
 */
export const runMoves = {
  queued: ['running', 'finished'],
  running: ['queued', 'finished'],
  finished: [],
} as const satisfies Record<RunState, readonly RunState[]>

export const mayMove = (from: RunState, to: RunState): boolean =>
  (runMoves[from] as readonly RunState[]).includes(to) || (from === to && from !== 'finished')

/** Work that can be given up between two steps without leaving anything half done at a provider. */
const stoppable: readonly RunKind[] = ['sync', 'bulk', 'backup', 'restore', 'drill', 'check', 'scrub', 'copy']

/** Why a run cannot be cancelled now; null when it can. */
export const whyNotCancel = (run: Pick<Run, 'kind' | 'state' | 'cancel_requested_at'>): string | null => {
  if (run.state === 'finished') return 'This run has ended already.'
  if (run.cancel_requested_at !== null) return 'This run is being cancelled already.'
  if (run.state === 'queued' || stoppable.includes(run.kind)) return null
  return 'The provider is at work on this and cannot be stopped. Wait for its end, then undo it.'
}
