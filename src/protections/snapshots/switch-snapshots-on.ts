import { recordChange } from '../../audit/record-change.ts'
import { getPlan } from '../../billing/get-plan.ts'
import { type Context, inTransaction } from '../../context.ts'
import type { AppError } from '../../lib/errors.ts'
import { holdOrganization } from '../../organizations/hold-organization.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import type { Capabilities, SnapshotCapability } from '../../providers/provider.ts'
import { startRun } from '../../runs/start-run.ts'
import { accountOf } from '../../servers/account-of.ts'
import { type LoadedServer, loadServer } from '../../servers/load-server.ts'
import { nextBackup } from '../next-backup.ts'
import { refuseMethod } from '../planner/refuse-method.ts'
import { insertProtection, listProtectionsOf, type ProtectionRow } from '../queries.ts'
import { type PromisedPlan, reservePlace } from '../reserve-place.ts'
import { RunSchedule } from '../schedule/schema.ts'
import type { SwitchInput } from '../switch-native-on.ts'
import { writeProtection } from '../write-protection.ts'
import { fitSnapshot, type SnapshotFit } from './fit-snapshot.ts'
import { requireKeepable } from './require-keepable.ts'
import { requireSnapshots } from './require-snapshots.ts'
import { startSnapshot } from './start-snapshot.ts'

/**
 * Wants snapshots of the server on our schedule: a place, then the first one at once. They count as on when it is there. Repeating it
 * changes nothing more, but that a first one which failed is tried again.
 */
export const switchSnapshotsOn = async (
  ctx: Context,
  server: LoadedServer,
  input: SwitchInput,
): Promise<ProtectionRow> => {
  const { capabilities } = await openProvider(ctx, { provider_account_id: accountOf(server) })
  const capability = requireSnapshots(server, capabilities)
  return inTransaction(ctx, async (ctx) => {
    await holdOrganization(ctx, server)
    const held = await loadServer(ctx, { server_id: server.id, lock: true })
    if (held.organization_id !== server.organization_id) await holdOrganization(ctx, held)
    const protections = await listProtectionsOf(ctx.db, held.id)
    const place = await reservePlace(ctx, {
      server: held,
      protections,
      method: 'snapshot',
      named: input.methods !== undefined,
      plan_id: input.plan_id,
      asked_days: input.retention_days,
      fit: (days) => fitSnapshot(capability, held.size, days),
      refusal: (plan) =>
        keepsTooShort(ctx, { server: held, capabilities, capability, plan, asked_days: input.retention_days }),
    })
    const before = protections.find(({ method }) => method === 'snapshot')
    if (before?.desired_state === 'on' && before.phase !== 'failed') return before
    const { id: run_id } = await startRun(ctx, {
      kind: 'enable',
      organization_id: held.organization_id,
      server: { id: held.id, name: held.name },
      parent_run_id: input.parent_run_id ?? null,
      state: 'running',
    })
    if (input.retention !== undefined)
      await requireKeepable(ctx, input.retention, {
        server: held,
        capabilities,
        capability,
        schedule: input.schedule ?? RunSchedule.nullable().parse(before?.schedule ?? null),
      })
    const wish = wishOf(ctx, before, { ...place, server_id: held.id, run_id, input })
    const row = before ?? (await insertProtection(ctx.db, newProtection(ctx, held.id, wish)))
    const protection = await writeProtection(ctx, row.id, wish)
    await startSnapshot(ctx, {
      server_id: held.id,
      protection_id: protection.id,
      purpose: 'schedule',
      parent_run_id: run_id,
    })
    await recordChange(ctx, {
      action: 'protection.wanted_on',
      organization_id: held.organization_id,
      target: { id: protection.id, name: held.name },
      before: { desired_state: before?.desired_state ?? 'off' },
      after: { desired_state: 'on', method: 'snapshot', plan: place.plan_name },
    })
    return protection
  })
}

type Wanted = { server_id: string; plan_id: string; fit: SnapshotFit; run_id: string; input: SwitchInput }

/** What is asked for, else what was set before, else what the plan promises. */
const wishOf = (
  ctx: Context,
  before: ProtectionRow | undefined,
  { server_id, plan_id, fit, run_id, input }: Wanted,
) => {
  const now = ctx.clock.now()
  const schedule = input.schedule ?? before?.schedule ?? fit.schedule
  return {
    desired_state: 'on',
    phase: 'enabling',
    reason: JSON.stringify(firstSnapshot),
    plan_id,
    retention_days: fit.retention_days,
    schedule: JSON.stringify(schedule),
    retention: JSON.stringify(input.retention ?? before?.retention ?? fit.retention),
    next_run_at: nextBackup({ server_id, schedule }, now),
    run_id,
    wanted_since: before?.wanted_since ?? now,
    beyond_subscription: false,
  } as const
}

const firstSnapshot = {
  code: 'first_backup',
  message: 'The first snapshot is under way. Backups count as on when it is there.',
}

const newProtection = <Wish extends object>(ctx: Context, server_id: string, wish: Wish) => {
  const now = ctx.clock.now()
  return {
    ...wish,
    id: ctx.ids.make('prt'),
    server_id,
    method: 'snapshot' as const,
    observed_state: 'off' as const,
    created_at: now,
    updated_at: now,
  }
}

const keepsTooShort = async (
  ctx: Context,
  { server, capabilities, capability, plan, asked_days }: TooShort,
): Promise<AppError> => {
  const { slots, life_days } = capability
  return refuseMethod(ctx, {
    server,
    capabilities,
    plan: await getPlan(ctx, plan),
    method: 'snapshot',
    wish: asked_days === undefined ? {} : { retention_days: asked_days },
    details: {
      promised_days: plan.retention_days,
      ...(asked_days === undefined ? {} : { asked_days }),
      slots: typeof slots === 'function' ? slots(server.size) : slots,
      life_days,
    },
  })
}

type TooShort = {
  server: LoadedServer
  capabilities: Capabilities
  capability: SnapshotCapability
  plan: PromisedPlan
  asked_days: number | undefined
}
