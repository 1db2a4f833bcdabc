import type { Context } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { reconcileProtectionTask } from '../tasks.ts'
import { isReschedule } from './is-reschedule.ts'
import { findProtectionAcrossOrganizations, type ProtectionRow } from './queries.ts'
import { reconcileProtection } from './reconcile-protection.ts'

/** The queue's way on: looks whether anything is left to do, does it, and comes back when it has to wait. */
export const continueProtection = async (ctx: Context, input: { protection_id: string }): Promise<void> => {
  const protection = await findProtectionAcrossOrganizations(ctx.db, input.protection_id)
  if (protection === undefined || !isUnderWay(protection)) return
  const { again_in_seconds } = await reconcileProtection(ctx, { protection })
  if (again_in_seconds === null) return
  const start_after = isoPlusMs(ctx.clock.now(), again_in_seconds * 1_000)
  await ctx.jobs.enqueue(ctx.db, reconcileProtectionTask, input, { start_after })
}

const isUnderWay = (row: ProtectionRow): boolean =>
  row.phase === 'enabling' || row.phase === 'disabling' || isReschedule(row)
