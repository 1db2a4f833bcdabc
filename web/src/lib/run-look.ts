import type { Run, RunKind } from '../api/run-types.ts'
import type { StateLook } from '../ui/marks/states.ts'
import { states } from '../ui/marks/states.ts'

/** A run's state in one word: its outcome once there is one. */
export function runLook(run: Pick<Run, 'state' | 'outcome' | 'cancel_requested_at'>): StateLook {
  if (run.outcome !== null) return states.run[run.outcome]
  if (run.cancel_requested_at !== null) return states.run.cancelling
  return states.run[run.state === 'queued' ? 'queued' : 'running']
}

/** What a run does, as a list says it. */
export const runWords: Record<RunKind, string> = {
  enable: 'Enable',
  disable: 'Disable',
  schedule: 'Schedule',
  sync: 'Sync',
  backup: 'Backup',
  restore: 'Restore',
  drill: 'Restore drill',
  forget: 'Forget',
  prune: 'Prune',
  check: 'Check',
  scrub: 'Scrub',
  copy: 'Keep backup',
  deploy: 'Deploy',
  bulk: 'Bulk work',
}
