import { type Context, inTransaction } from '../context.ts'
import { closeOperatorTasks } from '../operator-tasks/close-operator-tasks.ts'
import { raiseOperatorTask } from '../operator-tasks/raise-operator-task.ts'
import { refreshServerFacts } from '../protections/facts/refresh-server-facts.ts'
import { holdRetention } from '../protections/retention/hold-retention.ts'
import { type KeptProtection, loadKeptProtection } from '../protections/retention/load-kept-protection.ts'
import { outlookOf } from '../protections/retention/outlook-of.ts'
import { planFor } from '../protections/retention/plan-for.ts'
import { listPointsToKeep, type PointToKeep } from '../recovery-points/list-points-to-keep.ts'
import { recordKept } from '../recovery-points/record-kept.ts'
import type { Held, RetentionAlarm, RetentionPlan } from '../recovery-points/retention/schema.ts'
import { getRepository } from '../repositories/get-repository.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { endLostForget } from './end-lost-forget.ts'
import { forgetImages } from './forget-images.ts'
import { forgetPoints } from './forget-points.ts'

const alarmKind = 'unsolicited_recovery_points'

/**
 * Applies a protection's retention: what it lets go goes to the trash, in a run that says why. While it is held, nothing goes,
 * and the protection says what to do. Safe to run twice, and at once.
 */
export const applyRetention = async (
  ctx: Context,
  input: { protection_id: string },
  job: { attempt: number } = { attempt: 1 },
): Promise<void> => {
  const protection = await loadKeptProtection(ctx, input)
  if (protection === null) return
  const server = await loadServer(ctx, protection)
  if (job.attempt > 1) await endLostForget(ctx, { server_id: server.id })
  const points = await listPointsToKeep(ctx, input)
  const { rules, schedule, released_at } = protection
  const plan = planFor({ points, rules, schedule, released_at, now: ctx.clock.now() })
  const held = (await whyCheckHolds(ctx, points)) ?? plan.held
  await tellOperators(ctx, server, plan.alarms)
  await inTransaction(ctx, async (ctx) => {
    await holdRetention(ctx, { protection, held })
    await recordKept(ctx, { kept: keptOf(protection, points, plan, ctx.clock.now()) })
  })
  const forget = new Set(held === null ? plan.forget : [])
  if (forget.size > 0) {
    const orders = {
      server,
      forget: points.filter(({ id }) => forget.has(id)),
      keep: points.filter(({ id }) => !forget.has(id)),
    }
    if (protection.method === 'files') await forgetPoints(ctx, orders)
    else await forgetImages(ctx, { ...orders, because: 'No rule keeps the snapshot' })
  }
  await refreshServerFacts(ctx, { server_id: server.id })
}

/** What cannot be trusted must not be thinned out. */
const whyCheckHolds = async (ctx: Context, points: readonly PointToKeep[]): Promise<Held | null> => {
  const repository_id = points.find((point) => point.repository_id !== null)?.repository_id ?? null
  if (repository_id === null) return null
  const { last_check_outcome } = await getRepository(ctx, { repository_id })
  if (last_check_outcome !== 'failed') return null
  return {
    code: 'check_failed',
    message: 'Nothing is deleted: the last check found the repository damaged. It goes on after a check that passes.',
  }
}

const keptOf = (protection: KeptProtection, points: readonly PointToKeep[], plan: RetentionPlan, now: string) => {
  const gone = new Set(plan.would_forget)
  const left = points.filter(({ id }) => !gone.has(id))
  const { rules, schedule } = protection
  const expires = schedule === null ? null : outlookOf(left, rules, schedule, { now, look: 'expiries' }).expires
  return plan.keep.map(({ id, because }) => ({ id, because, expires_at: expires?.get(id) ?? null }))
}

const tellOperators = async (ctx: Context, server: LoadedServer, alarms: readonly RetentionAlarm[]): Promise<void> => {
  const [alarm] = alarms
  if (alarm === undefined) {
    await closeOperatorTasks(ctx, { kinds: [alarmKind], server_id: server.id })
    return
  }
  await raiseOperatorTask(ctx, {
    kind: alarmKind,
    server_id: server.id,
    organization_id: server.organization_id,
    title: `Unexpected backups of ${server.name}`,
    detail: alarm.message,
  })
}
