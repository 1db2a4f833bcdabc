import type { Run } from '../api/run-types.ts'
import { runWords } from '../lib/run-look.ts'

/** A run in a few words: Enable on web-14, Sync, Bulk work. */
export function runTitle(run: Pick<Run, 'kind' | 'server_name'>): string {
  return run.server_name ? `${runWords[run.kind]} ${run.server_name}` : runWords[run.kind]
}
