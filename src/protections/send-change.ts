import { type Context, inTransaction } from '../context.ts'
import type { Started } from '../providers/provider.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { logRun } from '../runs/log-run.ts'
import { requireServerLease } from '../servers/require-server-lease.ts'
import { NativeScheduleShape } from '../servers/schema.ts'
import { giveUp } from './give-up.ts'
import { keepLook } from './keep-look.ts'
import { keepWaiting } from './keep-waiting.ts'
import type { Looked, Reconciled } from './look-at-server.ts'
import { updateAttempt, updateProtection } from './queries.ts'
import { refusalOf } from './refusal-of.ts'
import { Attempt } from './schema.ts'

/**
 * Sends one change to the provider. That it is about to be sent is committed first, so that after a crash at any point the next
 * look knows that it may have happened. Resolves with null when the outcome is to be read from the provider.
 */
export const sendChange = async (ctx: Context, work: Looked, kind: Attempt['kind']): Promise<Reconciled | null> => {
  const earlier = work.protection.attempt === null ? null : Attempt.parse(work.protection.attempt)
  const attempt: Attempt = {
    kind,
    started_at: earlier?.kind === kind && earlier.sends > 0 ? earlier.started_at : ctx.clock.now(),
    outcome: 'sending',
    sends: (earlier?.kind === kind ? earlier.sends : 0) + 1,
    action: null,
    addons_before: work.addon_ids === null ? null : [...work.addon_ids],
    ...(kind === 'schedule' && earlier?.change !== undefined ? { change: earlier.change } : {}),
  }
  const line = `Sending "${kind}" to ${work.provider.capabilities.label}.`
  if (!(await announce(ctx, work, attempt, line))) return null
  let started: Started
  try {
    started = await send(work, attempt)
  } catch (error) {
    if (error instanceof ProviderError) return afterRefusal(ctx, work, { attempt, earlier }, error)
    throw error
  }
  await keepAttempt(ctx, work, { ...attempt, outcome: 'sent', action: started.action }, 'The provider took it.', null)
  return null
}

const send = ({ provider, server, protection, observed }: Looked, { kind, change }: Attempt): Promise<Started> => {
  const ref = server.provider_ref ?? ''
  if (change !== undefined) return provider.changeNativeSchedule(ref, change.schedule)
  const schedule = protection.schedule === null ? null : NativeScheduleShape.parse(protection.schedule)
  if (kind === 'enable' && observed === 'on' && schedule !== null) return provider.changeNativeSchedule(ref, schedule)
  return kind === 'enable' ? provider.enableNative(ref, schedule) : provider.disableNative(ref)
}

/** False when somebody wants something else by now: then it is not sent. */
const announce = async (ctx: Context, work: Looked, attempt: Attempt, line: string): Promise<boolean> => {
  if (await keepAttempt(ctx, work, attempt, line, work.look.observed_at)) return true
  await inTransaction(ctx, (ctx) => keepLook(ctx, work))
  return false
}

const keepAttempt = (ctx: Context, work: Looked, attempt: Attempt, line: string, look_at: string | null) =>
  updateAttempt(ctx.db, work.protection, work.lease, {
    attempt: JSON.stringify(attempt),
    line,
    at: ctx.clock.now(),
    look_at,
  })

/** Throws conflict when the lease was lost. */
const writeAttempt = (ctx: Context, { protection, lease }: Looked, attempt: Attempt | null, line: string) =>
  inTransaction(ctx, async (ctx) => {
    await requireServerLease(ctx, lease)
    // Not by writeProtection: nothing of an attempt shows on the server, so no page need hear of it.
    const change = { attempt: attempt === null ? null : JSON.stringify(attempt), updated_at: ctx.clock.now() }
    await updateProtection(ctx.db, protection.id, change)
    if (protection.run_id !== null) await logRun(ctx, { run_id: protection.run_id, message: line })
  })

/** What certainly had no effect is taken back; what may have happened, now or the time before, stays as an attempt of unknown end. */
const afterRefusal = async (
  ctx: Context,
  work: Looked,
  { attempt, earlier }: { attempt: Attempt; earlier: Attempt | null },
  error: ProviderError,
): Promise<Reconciled | null> => {
  const sentBefore = earlier?.kind === attempt.kind && earlier.sends > 0
  if (error.effect === 'unknown' || sentBefore) {
    await writeAttempt(ctx, work, { ...attempt, outcome: 'unknown' }, `No clear answer: ${error.message}`)
    return null
  }
  // A change of schedule is still wished for; giving up forgets it.
  const left = attempt.kind === 'schedule' ? earlier : null
  await writeAttempt(ctx, work, left, `Not done: ${error.message}`)
  const clean: Looked = { ...work, protection: { ...work.protection, attempt: left } }
  const code = refusalOf(error)
  if (code === 'provider_refused' || code === 'server_gone') return giveUp(ctx, clean, { code, told: error.message })
  const seconds = error.retry_after_ms === null ? 15 : Math.ceil(error.retry_after_ms / 1_000)
  return keepWaiting(ctx, clean, { code, seconds, told: error.message })
}
