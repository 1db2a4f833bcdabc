import type { Context } from '../context.ts'
import { finishRun } from '../runs/finish-run.ts'
import type { RunError } from '../runs/schema.ts'
import type { ProtectionRow } from './queries.ts'
import { writeProtection } from './write-protection.ts'

/**
 * Nothing came of the first backup of a protection: it stays wanted, its schedule goes on, and it says what happened instead of that
 * it is being switched on. Does nothing where there was one before. Belongs in the transaction that ends the backup's run.
 */
export const firstBackupFailed = async (
  ctx: Context,
  protection: ProtectionRow | undefined,
  error: RunError | null,
): Promise<void> => {
  if (protection === undefined || protection.desired_state === 'off' || protection.observed_state === 'on') return
  const { code, message } = error ?? cancelled
  const reason = { code, message: `${message} Enable backups again to try at once, or wait for the next on schedule.` }
  // What pauses it is the reason that counts.
  if (protection.phase !== 'paused')
    await writeProtection(ctx, protection.id, { phase: 'failed', reason: JSON.stringify(reason) })
  if (protection.run_id !== null)
    await finishRun(ctx, { run_id: protection.run_id, outcome: 'failed', error: { code, message } })
}

const cancelled = { code: 'cancelled', message: 'The first backup was cancelled.' }
