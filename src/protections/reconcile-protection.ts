import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { openProvider } from '../provider-accounts/open-provider.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { accountOf } from '../servers/account-of.ts'
import type { TakenLease } from '../servers/take-server-lease.ts'
import { withServerLease } from '../servers/with-server-lease.ts'
import { askOperator } from './ask-operator.ts'
import { decideNextStep, type Step } from './decide-next-step.ts'
import { giveUp } from './give-up.ts'
import { hadItsTime } from './had-its-time.ts'
import { keepWaiting } from './keep-waiting.ts'
import type { Looked, Reconciled, Working } from './look-at-server.ts'
import { lookAtServer } from './look-at-server.ts'
import { findProtectionAcrossOrganizations, type ProtectionRow } from './queries.ts'
import { refusalOf } from './refusal-of.ts'
import { Attempt } from './schema.ts'
import { sendChange } from './send-change.ts'
import { settle } from './settle.ts'

// Longer than any single call to a provider, its retries included.
const leaseMs = 120_000
// Look, send, look, settle; and once more, should the first look have been out of date.
const stepsAtMost = 4
const busySeconds = 5

/**
 * Does the next missing steps of a protection until it settles, waits or needs a person (DESIGN §5): called inline by a toggle,
 * then by the queue. Safe to call at any time, twice at once, and after a crash anywhere.
 */
export const reconcileProtection = async (
  ctx: Context,
  { protection }: { protection: Pick<ProtectionRow, 'id' | 'server_id' | 'run_id'> },
): Promise<Reconciled> => {
  const lease = { server_id: protection.server_id, holder: protection.run_id ?? protection.id, ttl_ms: leaseMs }
  try {
    return await withServerLease(ctx, lease, (lease) => takeSteps(ctx, protection.id, lease))
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'server_busy' && error.code !== 'conflict')) throw error
    // Whoever has the lease may be at this very change, or have died with it: look again soon.
    return again(ctx, protection.id)
  }
}

const takeSteps = async (ctx: Context, protectionId: string, lease: TakenLease): Promise<Reconciled> => {
  const { server } = lease
  const provider = await openProvider(ctx, { provider_account_id: accountOf(server) })
  for (let steps = 0; steps < stepsAtMost; steps++) {
    const protection = await findProtectionAcrossOrganizations(ctx.db, protectionId)
    if (protection === undefined) break
    const done = await takeStep(ctx, { protection, server, provider, lease })
    if (done !== null) return done
  }
  return again(ctx, protectionId)
}

const again = async (ctx: Context, protectionId: string): Promise<Reconciled> => {
  const protection = (await findProtectionAcrossOrganizations(ctx.db, protectionId)) ?? null
  return { protection, again_in_seconds: protection === null ? null : busySeconds }
}

/** One step; null when the next one can be taken at once. */
const takeStep = async (ctx: Context, work: Working): Promise<Reconciled | null> => {
  const { provider_ref } = work.server
  if (provider_ref === null) return keepWaiting(ctx, work, { code: 'server_locked', seconds: 15 })
  try {
    const { situation, ...looked } = await lookAtServer(ctx, { ...work, provider_ref })
    return await follow(ctx, { ...work, ...looked, observed: situation.observed }, decideNextStep(situation))
  } catch (error) {
    if (error instanceof ProviderError) return afterFailedLook(ctx, work, error)
    throw error
  }
}

const follow = (ctx: Context, work: Looked, step: Step): Promise<Reconciled | null> => {
  switch (step.do) {
    case 'settle':
      return settle(ctx, work)
    case 'send':
      return sendChange(ctx, work, step.kind)
    case 'wait':
      return keepWaiting(ctx, work, { code: step.why, seconds: step.seconds, observed: work.observed })
    case 'ask_operator':
      return askOperator(ctx, work, step.why)
    case 'give_up':
      return giveUp(ctx, work, { code: step.why, told: step.told, observed: work.observed })
  }
}

/** What could not be read is not believed to be anything; only before anything was sent is it a reason to stop. */
const afterFailedLook = (ctx: Context, work: Working, error: ProviderError): Promise<Reconciled | null> => {
  const code = refusalOf(error)
  const told = error.message
  const attempt = work.protection.attempt === null ? null : Attempt.parse(work.protection.attempt)
  const isGone = code === 'server_gone' && attempt !== null && hadItsTime(attempt, ctx.clock.nowMs())
  if (isGone) return giveUp(ctx, work, { code, told })
  const unsent = attempt === null || attempt.sends === 0
  if (unsent && (code === 'provider_refused' || code === 'server_gone')) return giveUp(ctx, work, { code, told })
  const seconds = error.retry_after_ms === null ? 30 : Math.ceil(error.retry_after_ms / 1_000)
  return keepWaiting(ctx, work, { code: 'provider_away', seconds, told })
}
