import { type Context, inTransaction } from '../context.ts'
import { isReschedule } from './is-reschedule.ts'
import { keepLook } from './keep-look.ts'
import type { Looked, Reconciled, Working } from './look-at-server.ts'
import { type ReasonCode, reasonOf } from './reason-of.ts'
import { writeProtection } from './write-protection.ts'

/** Says why it is not done yet; the queue looks again after `seconds`. Null when overtaken. */
export const keepWaiting = (
  ctx: Context,
  work: Working & Partial<Pick<Looked, 'look'>>,
  input: { code: ReasonCode; seconds: number; told?: string; observed?: 'on' | 'off' | 'unknown' },
): Promise<Reconciled | null> =>
  inTransaction(ctx, async (ctx) => {
    if (!(await keepLook(ctx, work))) return null
    const protection = await writeProtection(ctx, work.protection.id, {
      ...(isReschedule(work.protection)
        ? {}
        : { phase: work.protection.desired_state === 'on' ? 'enabling' : 'disabling' }),
      reason: JSON.stringify(reasonOf(input.code, work.provider.capabilities, input.told)),
      ...(input.observed === undefined ? {} : { observed_state: input.observed, observed_at: ctx.clock.now() }),
    })
    return { protection, again_in_seconds: input.seconds }
  })
