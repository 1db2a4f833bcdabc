import { agentOf } from '../agents/agent-of.ts'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import { ensureRepository } from '../repositories/ensure-repository.ts'
import { startRun } from '../runs/start-run.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { configurationOf } from './configuration-of.ts'
import { configureProtection } from './configure-protection.ts'
import { defaultFileSettings } from './default-file-settings.ts'
import { defaultSchedule } from './default-schedule.ts'
import { nextBackup } from './next-backup.ts'
import { findProtectionOf, insertProtection, listProtectionsOf, type ProtectionRow } from './queries.ts'
import { type PromisedPlan, reservePlace } from './reserve-place.ts'
import { startBackup } from './start-backup.ts'
import type { SwitchInput } from './switch-native-on.ts'
import { writeProtection } from './write-protection.ts'

/**
 * Wants backups of the server's files: a place, then the repository. They count as on with the first backup that succeeds, which
 * starts at once where an agent runs and otherwise as soon as one is enrolled. Repeating it changes nothing more than what it says of
 * schedule, retention and folders, and tries a first one that failed again.
 */
export const switchFilesOn = (ctx: Context, server: LoadedServer, input: SwitchInput): Promise<ProtectionRow> =>
  inTransaction(ctx, async (ctx) => {
    await holdOrganization(ctx, server)
    const held = await loadServer(ctx, { server_id: server.id, lock: true })
    if (held.organization_id !== server.organization_id) await holdOrganization(ctx, held)
    await configure(ctx, held, input)
    const protections = await listProtectionsOf(ctx.db, held.id)
    const place = await reservePlace(ctx, {
      server: held,
      protections,
      method: 'files',
      plan_id: input.plan_id,
      fit: (promised_days) => fitFiles(promised_days, input.retention_days),
      refusal: (plan) => promisesTooLittle(plan, input.retention_days),
    })
    const before = protections.find(({ method }) => method === 'files')
    if (before?.desired_state === 'on' && before.phase !== 'failed') return before
    await ensureRepository(ctx, { server_id: held.id })
    const { id: run_id } = await startRun(ctx, {
      kind: 'enable',
      organization_id: held.organization_id,
      server: { id: held.id, name: held.name },
      parent_run_id: input.parent_run_id ?? null,
      state: 'running',
    })
    const agent = await agentOf(ctx, { server_id: held.id })
    const wish = wishOf(ctx, before, { ...place, server_id: held.id, run_id, has_agent: agent !== null })
    const row = before ?? (await insertProtection(ctx.db, newProtection(ctx, held.id, wish)))
    const protection = await writeProtection(ctx, row.id, wish)
    if (agent !== null) await startBackup(ctx, { server_id: held.id, parent_run_id: run_id })
    await recordChange(ctx, {
      action: 'protection.wanted_on',
      organization_id: held.organization_id,
      target: { id: protection.id, name: held.name },
      before: { desired_state: before?.desired_state ?? 'off' },
      after: { desired_state: 'on', method: 'files', plan: place.plan_name },
    })
    return protection
  })

/** First, so that the first backup is already as it was asked for. It goes back with everything else where there is no place. */
const configure = async (ctx: Context, server: LoadedServer, input: SwitchInput): Promise<void> => {
  const before = await findProtectionOf(ctx.db, server.id, 'files')
  const wish = configurationOf(input, before)
  if (wish !== null) await configureProtection(ctx, { ...wish, server_id: server.id, method: 'files' })
}

const fitFiles = (promised_days: number, asked_days = promised_days) =>
  asked_days > promised_days ? null : { retention_days: asked_days }

const promisesTooLittle = ({ plan_name, retention_days }: PromisedPlan, asked_days: number | undefined) =>
  new AppError('method_unavailable', {
    message: `${plan_name} keeps backups for ${retention_days} days, and ${asked_days ?? 'more'} are asked for. Ask for fewer, or take a plan that keeps them longer.`,
    details: { promised_days: retention_days, ...(asked_days === undefined ? {} : { asked_days }) },
  })

type Wanted = {
  server_id: string
  plan_id: string
  fit: { retention_days: number }
  run_id: string
  has_agent: boolean
}

/** What was set before comes back; otherwise a backup each night, of which each day's last is kept as long as the plan promises. */
const wishOf = (
  ctx: Context,
  before: ProtectionRow | undefined,
  { server_id, plan_id, fit, run_id, has_agent }: Wanted,
) => {
  const now = ctx.clock.now()
  const schedule = before?.schedule ?? defaultSchedule()
  const kept = { daily: fit.retention_days }
  return {
    desired_state: 'on',
    phase: 'enabling',
    reason: JSON.stringify(has_agent ? firstBackup : agentMissing),
    plan_id,
    retention_days: fit.retention_days,
    schedule: JSON.stringify(schedule),
    retention: JSON.stringify(before?.retention ?? kept),
    settings: JSON.stringify(before?.settings ?? defaultFileSettings()),
    next_run_at: nextBackup({ server_id, schedule }, now),
    run_id,
    wanted_since: before?.wanted_since ?? now,
    beyond_subscription: false,
  } as const
}

export const firstBackup = {
  code: 'first_backup',
  message: 'The first backup is under way. Backups count as on when it has succeeded.',
}
const agentMissing = {
  code: 'agent_missing',
  message: 'Install the agent on this server: its page has the command. The first backup starts by itself then.',
}

const newProtection = <Wish extends object>(ctx: Context, server_id: string, wish: Wish) => {
  const now = ctx.clock.now()
  return {
    ...wish,
    id: ctx.ids.make('prt'),
    server_id,
    method: 'files' as const,
    observed_state: 'off' as const,
    created_at: now,
    updated_at: now,
  }
}
