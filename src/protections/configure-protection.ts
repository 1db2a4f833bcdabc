import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { openProvider } from '../provider-accounts/open-provider.ts'
import { RetentionRules } from '../recovery-points/retention/schema.ts'
import { accountOf } from '../servers/account-of.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { changeNativeSchedule } from './change-native-schedule.ts'
import { nextBackup } from './next-backup.ts'
import { refuseRules } from './planner/refuse-rules.ts'
import { findProtectionOf, insertProtection, type ProtectionRow } from './queries.ts'
import { RunSchedule } from './schedule/schema.ts'
import type { ConfigureInput, Method, Protection } from './schema.ts'
import { requireKeepable } from './snapshots/require-keepable.ts'
import { requireSnapshots } from './snapshots/require-snapshots.ts'
import { toProtection } from './to-protection.ts'
import { writeProtection } from './write-protection.ts'

type Configured = ConfigureInput & { server_id: string; method: Method }

/**
 * Changes when a server's files or snapshots are backed up, what is taken of the files and how long it is kept; what is left out stays. A
 * retention may keep more or less than the plan promises: that is the customer's to choose. Takes effect with the next backup. What is
 * set before they are on for the first time is what they begin with.
 */
export const configureProtection = (ctx: Context, input: Configured): Promise<Protection> =>
  input.method === 'native' ? configureNative(ctx, input) : configureOwn(ctx, input)

/** Of the provider's own backups the schedule can be changed, where the provider offers a choice. */
const configureNative = async (ctx: Context, input: Configured): Promise<Protection> => {
  const server = await loadServer(ctx, input)
  requireRole(ctx.caller, server.organization_id, 'manager')
  const { schedule, retention, settings } = input
  const only_schedule = retention === undefined && settings === undefined
  if (schedule === undefined || !only_schedule || server.provider_account_id === null)
    throw await refuseNative(ctx, server, input)
  return toProtection(await changeNativeSchedule(ctx, { server_id: server.id, schedule }))
}

const configureOwn = (ctx: Context, input: Configured): Promise<Protection> =>
  inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { server_id: input.server_id, lock: true })
    requireRole(ctx.caller, server.organization_id, 'manager')
    const known = await findProtectionOf(ctx.db, server.id, input.method)
    if (input.method === 'snapshot') await requireSnapshotRules(ctx, server, { ...input, known })
    requireAbsolute(input)
    const before = known ?? (await insertProtection(ctx.db, neverOn(ctx, server.id, input.method)))
    const row = await writeProtection(ctx, before.id, changeOf(ctx, before, input))
    await recordChange(ctx, {
      action: 'protection.configured',
      organization_id: server.organization_id,
      target: { id: row.id, name: server.name },
      before: factsOf(before),
      after: factsOf(row),
    })
    return toProtection(row)
  })

const neverOn = (ctx: Context, server_id: string, method: Method) => {
  const now = ctx.clock.now()
  return {
    id: ctx.ids.make('prt'),
    server_id,
    method,
    desired_state: 'off' as const,
    observed_state: 'off' as const,
    phase: 'idle' as const,
    created_at: now,
    updated_at: now,
  }
}

/** Of a snapshot nothing can be chosen, and it is kept within what the provider gives. */
const requireSnapshotRules = async (
  ctx: Context,
  server: LoadedServer,
  { settings, schedule, retention, known }: ConfigureInput & { known: ProtectionRow | undefined },
): Promise<void> => {
  if (settings !== undefined)
    throw new AppError('method_unavailable', {
      message: 'A snapshot is of the whole server: nothing can be left out of it. Leave settings out.',
    })
  const { capabilities } = await openProvider(ctx, { provider_account_id: accountOf(server) })
  const capability = requireSnapshots(server, capabilities)
  // Rules that are set already must be kept by another schedule, too.
  const rules = retention ?? (schedule === undefined ? null : RetentionRules.nullable().parse(known?.retention ?? null))
  if (rules === null) return
  const known_schedule = RunSchedule.nullable().parse(known?.schedule ?? null)
  await requireKeepable(ctx, rules, { server, capabilities, capability, schedule: schedule ?? known_schedule })
}

/** Of the provider's own backups no retention is set here; what was asked for tells which other method would give it. */
const refuseNative = async (
  ctx: Context,
  server: LoadedServer,
  { schedule, retention, settings }: ConfigureInput,
): Promise<AppError> => {
  if (server.provider_account_id === null || settings !== undefined)
    return new AppError('method_unavailable', { message: notOurs })
  const { capabilities } = await openProvider(ctx, { provider_account_id: server.provider_account_id })
  const refusal = await refuseRules(ctx, { server, capabilities, method: 'native', schedule, rules: retention })
  return new AppError('method_unavailable', {
    message: `${notOurs} ${refusal.message}`.trimEnd(),
    ...(refusal.details ? { details: refusal.details } : {}),
  })
}

const notOurs =
  'Of the provider’s own backups only the schedule can be changed, where the provider offers a choice; it keeps them as long as it does.'

const requireAbsolute = ({ settings }: ConfigureInput): void => {
  const wrong = settings?.paths.find((path) => !path.startsWith('/') || path.split('/').includes('..'))
  if (wrong !== undefined)
    throw new AppError('invalid_request', {
      message: `${wrong} is not an absolute path. Name folders such as /srv/data.`,
    })
  if (settings !== undefined && settings.paths.length === 0 && settings.dumps.length === 0)
    throw new AppError('invalid_request', { message: 'Name at least one folder or database to back up.' })
}

const changeOf = (ctx: Context, before: ProtectionRow, { schedule, retention, settings }: ConfigureInput) => ({
  ...(schedule === undefined
    ? {}
    : {
        schedule: JSON.stringify(schedule),
        // A first backup that has not been taken up stays due at once.
        ...(before.next_run_at === null
          ? {}
          : { next_run_at: nextBackup({ server_id: before.server_id, schedule }, ctx.clock.now()) }),
      }),
  ...(retention === undefined ? {} : { retention: JSON.stringify(retention) }),
  ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
})

const factsOf = ({ schedule, retention, settings }: ProtectionRow) => ({ schedule, retention, settings })
