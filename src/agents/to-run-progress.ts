import type { AgentProgress } from '../agent-protocol/messages.ts'
import type { RunProgress } from '../runs/schema.ts'

const notes: Record<AgentProgress['phase'], string> = {
  before: 'Running what comes before',
  dumping: 'Dumping databases',
  scanning: 'Looking for files',
  working: 'Copying',
  verifying: 'Verifying',
  after: 'Running what comes after',
}

/**
 * What an agent reports, as a run shows it. A backup's total grows while restic still looks for files, so its percentage is an
 * estimate; a restore's comes from the snapshot and is exact.
 */
export const toRunProgress = (progress: AgentProgress, kind: 'backup' | 'restore'): RunProgress => ({
  ...(progress.percent === null
    ? { kind: 'none' }
    : { kind: kind === 'restore' ? 'exact' : 'estimate', percent: progress.percent }),
  note: notes[progress.phase],
  bytes_done: progress.bytes_done,
  files_done: progress.files_done,
  ...given('bytes_total', progress.bytes_total),
  ...given('files_total', progress.files_total),
  ...given('bytes_per_second', progress.bytes_per_second),
  ...given('seconds_left', progress.seconds_left),
  ...given('current_file', progress.current_file),
})

const given = <Name extends string, Value>(name: Name, value: Value | null): { [K in Name]?: Value } =>
  // The computed name is known to be Name, which TypeScript widens to string.
  (value === null ? {} : { [name]: value }) as { [K in Name]?: Value }
