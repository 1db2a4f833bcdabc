import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { startBackup } from '../protections/start-backup.ts'
import { logRun } from '../runs/log-run.ts'

const noBackups: readonly string[] = ['files_off', 'backups_paused']

/** Starts a backup of what a restore is about to overwrite. Null where this server's files are not backed up; the log of the restore says so. */
export const takeSafetyBackup = async (
  ctx: Context,
  { run_id, server_id, paths }: { run_id: string; server_id: string; paths: readonly string[] },
): Promise<string | null> => {
  try {
    return (await startBackup(ctx, { server_id, parent_run_id: run_id, safety_paths: paths })).run_id
  } catch (error) {
    if (!(error instanceof AppError) || !noBackups.includes(error.code)) throw error
    await logRun(ctx, { run_id, level: 'warning', message: `No safety backup first: ${error.message}` })
    return null
  }
}
