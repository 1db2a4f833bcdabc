import type { Run } from '../api/run-types.ts'
import { runLook } from '../lib/run-look.ts'
import { StateBadge } from '../ui/StateBadge.tsx'

/** How a run stands or ended. */
export function RunState({ run, flat }: { run: Run; flat?: boolean }) {
  return <StateBadge look={runLook(run)} flat={flat} />
}
