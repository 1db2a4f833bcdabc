import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import type { Capabilities } from '../providers/provider.ts'
import { startRun } from '../runs/start-run.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { NativeScheduleShape } from '../servers/schema.ts'
import { reconcileProtectionTask } from '../tasks.ts'
import type { ToggleOptions } from './file-options.ts'
import type { NativeFit } from './fit-native.ts'
import { insertProtection, listProtectionsOf, type ProtectionRow } from './queries.ts'
import { requireNative } from './require-native.ts'
import { reserveNativePlace } from './reserve-native-place.ts'
import { scheduleAttempt } from './schedule-attempt.ts'
import { scheduleDiffers } from './schedule-differs.ts'
import type { ToggleInput } from './schema.ts'
import { supersedeRun } from './supersede-run.ts'
import { writeProtection } from './write-protection.ts'

/** When the queue takes over from a toggle that died in the middle. */
export const safetyMs = 10_000

export type SwitchInput = Pick<ToggleInput, 'methods' | 'plan_id' | 'confirm'> &
  ToggleOptions & { parent_run_id?: string }

/**
 * Wants native backups on: takes the place and says what is wanted, in one transaction that holds the organization's row. Nothing is
 * sent yet; `reconcileProtection` does that.
 */
export const switchNativeOn = (
  ctx: Context,
  { id: server_id, organization_id }: LoadedServer,
  input: SwitchInput,
): Promise<ProtectionRow> =>
  inTransaction(ctx, async (ctx) => {
    await holdOrganization(ctx, { organization_id })
    // After the organization, always, and before its place is looked at: whoever gives it up holds the server's row alone.
    const server = await loadServer(ctx, { server_id, lock: true })
    if (server.organization_id !== organization_id) await holdOrganization(ctx, server)
    const capabilities = requireNative(ctx, server)
    const protections = await listProtectionsOf(ctx.db, server_id)
    const place = await reserveNativePlace(ctx, { server, protections, capabilities, input })
    const before = protections.find(({ method }) => method === 'native')
    const settled = before?.desired_state === 'on' && before.observed_state === 'on' && before.phase === 'idle'
    const underWay = before?.desired_state === 'on' && before.phase === 'enabling'
    const differs = input.schedule !== undefined && isOtherSchedule(server, underWay ? before : null, place.fit)
    if (differs && (settled || underWay)) throw otherSchedule(capabilities)
    if (before !== undefined && (settled || underWay)) return before
    await supersedeRun(ctx, before)
    const { id: run_id } = await startRun(ctx, {
      kind: 'enable',
      organization_id: server.organization_id,
      server: { id: server.id, name: server.name },
      parent_run_id: input.parent_run_id ?? null,
      state: 'running',
    })
    const now = ctx.clock.now()
    const keepsPlace = before?.desired_state === 'on' && before.plan_id === place.plan_id
    const wish = {
      desired_state: 'on',
      phase: 'enabling',
      reason: null,
      plan_id: place.plan_id,
      retention_days: place.fit.retention_days,
      schedule: place.fit.schedule === null ? null : JSON.stringify(place.fit.schedule),
      run_id,
      // They are on already, at other times: these are changed, and nothing else.
      ...(differs ? { attempt: JSON.stringify(scheduleAttempt(ctx, place.fit)) } : {}),
      // Healed drift makes nobody the newest, who is the first to lose the place.
      wanted_since: keepsPlace ? before.wanted_since : now,
      beyond_subscription: false,
    } as const
    const row = before ?? (await insertProtection(ctx.db, newProtection(ctx, server_id, wish)))
    const protection = await writeProtection(ctx, row.id, wish)
    await recordChange(ctx, {
      action: 'protection.wanted_on',
      organization_id: server.organization_id,
      target: { id: protection.id, name: server.name },
      before: { desired_state: before?.desired_state ?? 'off' },
      after: { desired_state: 'on', method: 'native', plan: place.plan_name },
    })
    const start_after = isoPlusMs(now, safetyMs)
    await ctx.jobs.enqueue(ctx.db, reconcileProtectionTask, { protection_id: protection.id }, { start_after })
    return protection
  })

/** Whether they are on already, or about to be, at other times than asked for. */
const isOtherSchedule = (server: LoadedServer, under_way: ProtectionRow | null, { schedule }: NativeFit): boolean => {
  if (under_way === null && server.native_state !== 'on') return false
  return scheduleDiffers(schedule, NativeScheduleShape.nullable().parse(under_way?.schedule ?? server.native_schedule))
}

/** Nobody is told that all is as they wish. */
const otherSchedule = ({ label }: Capabilities): AppError =>
  new AppError('method_unavailable', {
    message: `${label} takes backups of this server already, at other times. Leave schedule out, and set it by PUT …/protections/native or on the server’s page.`,
  })

const newProtection = <Wish extends object>(ctx: Context, server_id: string, wish: Wish) => {
  const now = ctx.clock.now()
  return {
    ...wish,
    id: ctx.ids.make('prt'),
    server_id,
    method: 'native' as const,
    observed_state: 'unknown' as const,
    created_at: now,
    updated_at: now,
  }
}
