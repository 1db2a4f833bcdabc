import { inTransaction, type Services } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { hasLivingWriter, lockRepository, updateRepository } from './queries.ts'

/**
 * Gives a repository to one run alone: all other writes are refused until the lease ends. False while another run has it, or
 * while somebody else has a credential to write.
 */
export const beginMaintenance = (
  ctx: Services,
  input: { repository_id: string; run_id: string; ttl_seconds: number },
): Promise<boolean> =>
  inTransaction(ctx, async ({ db, clock }) => {
    const { repository_id, run_id, ttl_seconds } = input
    const row = await lockRepository(db, repository_id)
    if (row === undefined || row.initialized_at === null) return false
    const now = clock.now()
    const isHeld = row.maintenance_until !== null && row.maintenance_until > now
    if (isHeld && row.maintenance_run_id !== run_id) return false
    if (await hasLivingWriter(db, repository_id, run_id, now)) return false
    await updateRepository(db, repository_id, {
      maintenance_run_id: run_id,
      maintenance_until: isoPlusMs(now, ttl_seconds * 1_000),
      updated_at: now,
    })
    return true
  })
