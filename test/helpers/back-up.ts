import { type BackupOptions, backupArgs } from '../../src/restic/args/backup-args.ts'
import { type BackupEvent, type BackupSummary, type ItemError, parseBackupEvent } from '../../src/restic/events.ts'
import { type ResticResult, type ResticRun, runRestic } from '../../src/restic/run-restic.ts'
import type { TestRepository } from './restic.ts'

/** Backs up the folder of a test repository, or what is given instead. */
export const backUp = async (
  { access, source, binary, environment }: TestRepository,
  options: Partial<BackupOptions> = {},
  run: Partial<ResticRun<BackupEvent>> = {},
): Promise<{ result: ResticResult; summary: BackupSummary | null; errors: ItemError[] }> => {
  const what = 'stdin_from_command' in options ? {} : { paths: [source] }
  let summary: BackupSummary | null = null
  const errors: ItemError[] = []
  const result = await runRestic({
    binary,
    environment,
    // The paths or the command are there, one way or the other.
    args: backupArgs({ ...access, host: 'web-1', ...what, ...options } as BackupOptions),
    parse_event: parseBackupEvent,
    on_event: (event) => {
      if (event.message_type === 'summary') summary = event
      if (event.message_type === 'error') errors.push(event)
    },
    ...run,
  })
  return { result, summary, errors }
}
