import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import type { Capabilities } from '../providers/provider.ts'
import { startRun } from '../runs/start-run.ts'
import { loadServer } from '../servers/load-server.ts'
import { NativeScheduleShape } from '../servers/schema.ts'
import { reconcileProtectionTask } from '../tasks.ts'
import { findProtectionOf, listProtectionsOf, type ProtectionRow } from './queries.ts'
import { reconcileProtection } from './reconcile-protection.ts'
import { requireNative } from './require-native.ts'
import { reserveNativePlace } from './reserve-native-place.ts'
import type { RunSchedule } from './schedule/schema.ts'
import { scheduleAttempt } from './schedule-attempt.ts'
import { scheduleDiffers } from './schedule-differs.ts'
import { Attempt } from './schema.ts'
import { safetyMs } from './switch-native-on.ts'
import { writeProtection } from './write-protection.ts'

type Input = { server_id: string; schedule: RunSchedule }

/**
 * Changes when the provider takes its own backups, while they are on: they stay on throughout, and the schedule counts as changed once the
 * provider shows it. Commits in steps; the same wish again changes nothing more. Throws method_unavailable where the provider offers no such
 * choice or would keep less than the plan promises, conflict where they are not on, server_busy while another change is under way.
 */
export const changeNativeSchedule = async (ctx: Context, input: Input): Promise<ProtectionRow> => {
  const server = await loadServer(ctx, { server_id: input.server_id })
  requireRole(ctx.caller, server.organization_id, 'manager')
  const capabilities = requireNative(ctx, server)
  const wished = await wish(ctx, capabilities, input)
  if (wished.attempt === null) return wished
  await reconcileProtection(ctx, { protection: wished })
  return (await findProtectionOf(ctx.db, server.id, 'native')) ?? wished
}

/** Writes the wish down, in one transaction that holds the organization's row; nothing is sent yet. */
const wish = (ctx: Context, capabilities: Capabilities, { server_id, schedule }: Input): Promise<ProtectionRow> =>
  inTransaction(ctx, async (ctx) => {
    const { organization_id } = await loadServer(ctx, { server_id })
    await holdOrganization(ctx, { organization_id })
    const server = await loadServer(ctx, { server_id, lock: true })
    if (server.organization_id !== organization_id) throw new AppError('conflict')
    const protections = await listProtectionsOf(ctx.db, server_id)
    const before = requireOn(protections.find(({ method }) => method === 'native'))
    const input = { schedule, plan_id: before.plan_id ?? undefined, methods: ['native' as const] }
    const { fit } = await reserveNativePlace(ctx, { server, protections, capabilities, input })
    const under_way = before.attempt === null ? null : Attempt.parse(before.attempt)
    // Clicked twice: it is under way already.
    if (under_way?.change !== undefined && !scheduleDiffers(fit.schedule, under_way.change.schedule)) return before
    if (under_way !== null) throw new AppError('server_busy')
    const seen = NativeScheduleShape.nullable().parse(server.native_schedule)
    const is_there = !scheduleDiffers(fit.schedule, seen)
    const run_id = is_there
      ? before.run_id
      : (
          await startRun(ctx, {
            kind: 'schedule',
            organization_id,
            server: { id: server.id, name: server.name },
            state: 'running',
          })
        ).id
    const row = await writeProtection(ctx, before.id, {
      reason: null,
      run_id,
      ...(is_there
        ? { schedule: JSON.stringify(fit.schedule), retention_days: fit.retention_days }
        : { attempt: JSON.stringify(scheduleAttempt(ctx, fit)) }),
    })
    await recordChange(ctx, {
      action: 'protection.configured',
      organization_id,
      target: { id: row.id, name: server.name },
      before: { method: 'native', schedule: seen },
      after: { method: 'native', schedule: fit.schedule },
    })
    if (is_there) return row
    const start_after = isoPlusMs(ctx.clock.now(), safetyMs)
    await ctx.jobs.enqueue(ctx.db, reconcileProtectionTask, { protection_id: row.id }, { start_after })
    return row
  })

const requireOn = (row: ProtectionRow | undefined): ProtectionRow => {
  if (row === undefined || row.desired_state !== 'on' || row.observed_state !== 'on')
    throw new AppError('conflict', {
      message: 'The provider’s own backups of this server are not on. Enable them, with this schedule.',
    })
  if (row.phase === 'enabling' || row.phase === 'disabling') throw new AppError('server_busy')
  if (row.beyond_subscription)
    throw new AppError('subscription_required', {
      message:
        'No place is paid for these backups, so they go on as they are. Renew the subscription under Plans, then change the schedule.',
    })
  return row
}
