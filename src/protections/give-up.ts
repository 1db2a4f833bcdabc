import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { finishRun } from '../runs/finish-run.ts'
import { isReschedule } from './is-reschedule.ts'
import { keepLook } from './keep-look.ts'
import type { Looked, Reconciled, Working } from './look-at-server.ts'
import { type ReasonCode, reasonOf } from './reason-of.ts'
import { settleAdded } from './settle-added.ts'
import { writeProtection } from './write-protection.ts'

const wantedOff = {
  desired_state: 'off',
  plan_id: null,
  wanted_since: null,
  beyond_subscription: false,
  phase: 'failed',
} as const

/**
 * Ends a change that cannot be: what was to be switched on is wanted off again, and its place is free; what was to be switched
 * off stays on, as observed; where only the schedule was to change, nothing else does. What was added beside it is settled with it. The reason stays to be read. Null when overtaken.
 */
export const giveUp = (
  ctx: Context,
  work: Working & Partial<Pick<Looked, 'look'>>,
  input: { code: ReasonCode; told?: string | undefined; observed?: 'on' | 'off' | 'unknown' },
): Promise<Reconciled | null> =>
  inTransaction(ctx, async (ctx) => {
    const { protection, server, provider } = work
    if (!(await keepLook(ctx, work))) return null
    const why = reasonOf(input.code, provider.capabilities, input.told)
    const isOn = protection.desired_state === 'on' && !isReschedule(protection)
    const added = isOn ? await settleAdded(ctx, { server, base: protection, reason: why.message }) : ''
    const reason = { ...why, message: `${why.message} ${added}`.trim() }
    const row = await writeProtection(ctx, protection.id, {
      // Backups whose schedule could not be changed go on as they were.
      ...(isReschedule(protection) ? {} : wantedOff),
      reason: JSON.stringify(reason),
      attempt: null,
      ...(input.observed === undefined ? {} : { observed_state: input.observed, observed_at: ctx.clock.now() }),
    })
    await recordChange(ctx, {
      action: 'protection.failed',
      organization_id: server.organization_id,
      target: { id: protection.id, name: server.name },
      after: { method: protection.method, reason: reason.code },
    })
    if (protection.run_id !== null)
      await finishRun(ctx, { run_id: protection.run_id, outcome: 'failed', error: reason })
    return { protection: row, again_in_seconds: null }
  })
