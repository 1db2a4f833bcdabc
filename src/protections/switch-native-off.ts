import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { closeOperatorTasks } from '../operator-tasks/close-operator-tasks.ts'
import { openProvider } from '../provider-accounts/open-provider.ts'
import type { Provider } from '../providers/provider.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { listOpenKeeps } from '../recovery-points/keep/list-open-keeps.ts'
import { listRecoveryPoints } from '../recovery-points/list-recovery-points.ts'
import { startRun } from '../runs/start-run.ts'
import { accountOf } from '../servers/account-of.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { reconcileProtectionTask } from '../tasks.ts'
import { operatorTaskKinds } from './ask-operator.ts'
import { isReschedule } from './is-reschedule.ts'
import { listProtectionsOf, type ProtectionRow } from './queries.ts'
import { reconcileProtection } from './reconcile-protection.ts'
import { requireBase } from './require-base.ts'
import { supersedeRun } from './supersede-run.ts'
import { type SwitchInput, safetyMs } from './switch-native-on.ts'
import { writeProtection } from './write-protection.ts'

/**
 * Wants the provider's own backups of the server off; needs no subscription. Where that destroys recovery points it asks for the server's
 * name first (DESIGN rule 4). `known` is how they stood a moment ago. Resolves with null when they are gone meanwhile.
 */
export const switchNativeOff = async (
  ctx: Context,
  server: LoadedServer,
  known: ProtectionRow,
  input: SwitchInput,
): Promise<ProtectionRow | null> => {
  if (isOff(known)) return known
  if (isUnderWay(known)) return carryOut(ctx, known)
  const isLeft = (await requireConfirmation(ctx, server, { known, confirm: input.confirm })) === 'off_elsewhere'
  const wanted = await wantOff(ctx, server.id, { ...input, isLeft })
  return wanted === null || isOff(wanted) ? wanted : carryOut(ctx, wanted)
}

const carryOut = async (ctx: Context, wanted: ProtectionRow): Promise<ProtectionRow> => {
  const { protection } = await reconcileProtection(ctx, { protection: wanted })
  return protection ?? wanted
}

const isOff = (row: ProtectionRow) =>
  row.desired_state === 'off' && row.observed_state === 'off' && row.attempt === null && row.phase === 'idle'
const isUnderWay = (row: ProtectionRow) =>
  row.desired_state === 'off' && (row.phase === 'disabling' || row.phase === 'needs_operator')

type Asked = { known: ProtectionRow; confirm: string | undefined }

/** Asks the provider what would be lost; what cannot be listed is taken to be there. */
const requireConfirmation = async (
  ctx: Context,
  server: LoadedServer,
  { known, confirm }: Asked,
): Promise<'off_elsewhere' | undefined> => {
  if (confirm === server.name || server.provider_ref === null) return
  const provider = await openProvider(ctx, { provider_account_id: accountOf(server) })
  const { native, snapshot, label } = provider.capabilities
  if (native === null || !native.can_disable || !native.disable_destroys) return
  if (await isOffElsewhere(provider, server.provider_ref, known)) return 'off_elsewhere'
  const points = native.can_list ? await orNull(() => provider.listRecoveryPoints(server.provider_ref ?? '')) : null
  // Snapshots that are part of the provider's own backups end with them (Linode).
  const lost = points?.filter((point) => point.kind === 'native' || snapshot?.needs_native === true)
  if (lost !== undefined && lost.length === 0) return
  const ids = await idsOnRecord(ctx, server)
  throw new AppError('would_destroy_recovery_points', {
    message:
      lost === undefined
        ? `Switching off deletes this server's backups at ${label}, and they cannot be listed now. Send the server's name as confirm to go on.`
        : `Switching off deletes ${lost.length} ${lost.length === 1 ? 'backup' : 'backups'} of this server at ${label}. Send the server's name as confirm to go on.`,
    details: {
      confirm: server.name,
      recovery_points:
        lost?.map(({ ref, name, created_at, size_bytes }) => ({
          name,
          created_at,
          size_bytes,
          // To keep it first; null while it is not on record.
          recovery_point_id: ids.get(ref) ?? null,
        })) ?? null,
    },
  })
}

const idsOnRecord = async (ctx: Context, { id: server_id }: LoadedServer): Promise<Map<string, string>> => {
  const filter = { server_id, state: 'available', limit: 200 } as const
  return new Map(
    (await listRecoveryPoints(ctx, filter)).data.flatMap(({ method, ref, id }) =>
      method === 'files' ? [] : [[ref, id] as const],
    ),
  )
}

/** What is about to be kept must not go first. */
const requireNothingBeingKept = async (ctx: Context, { id, name }: LoadedServer): Promise<void> => {
  if ((await listOpenKeeps(ctx, { server_id: id })).length === 0) return
  throw new AppError('server_busy', {
    message: `A backup of ${name} is being turned into a snapshot, so that it stays. Switch off when that has ended.`,
  })
}

/** They were switched off outside of Backstay, and are now: nothing is sent, so what the provider still lists of them stays. */
const isOffElsewhere = async (provider: Provider, ref: string, known: ProtectionRow): Promise<boolean> => {
  if (!isShownOff(known)) return false
  return (await orNull(() => provider.getServer(ref)))?.native.state === 'off'
}

const isShownOff = ({ observed_state, attempt }: ProtectionRow) => observed_state === 'off' && attempt === null

/** Null where the provider does not answer. */
const orNull = async <Answer>(ask: () => Promise<Answer>): Promise<Answer | null> => {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ProviderError) return null
    throw error
  }
}

const wantOff = (
  ctx: Context,
  server_id: string,
  input: SwitchInput & { isLeft: boolean },
): Promise<ProtectionRow | null> =>
  inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { server_id, lock: true })
    const rows = await listProtectionsOf(ctx.db, server_id)
    const before = rows.find(({ method }) => method === 'native')
    if (before === undefined) return null
    // Somebody was quicker while the provider was asked what would be lost.
    if (isOff(before) || isUnderWay(before)) return before
    await requireBase(ctx, server, rows, input)
    if (input.isLeft) return leaveOff(ctx, server, before)
    await requireNothingBeingKept(ctx, server)
    await supersedeRun(ctx, before)
    const { id: run_id } = await startRun(ctx, {
      kind: 'disable',
      organization_id: server.organization_id,
      server: { id: server.id, name: server.name },
      parent_run_id: input.parent_run_id ?? null,
      state: 'running',
    })
    const protection = await writeProtection(ctx, before.id, {
      ...unwanted,
      phase: 'disabling',
      run_id,
      // Nobody wants another schedule of what is switched off.
      ...(isReschedule(before) ? { attempt: null } : {}),
    })
    await recordWantedOff(ctx, server, before)
    const start_after = isoPlusMs(ctx.clock.now(), safetyMs)
    await ctx.jobs.enqueue(ctx.db, reconcileProtectionTask, { protection_id: protection.id }, { start_after })
    return protection
  })

const unwanted = {
  desired_state: 'off',
  reason: null,
  plan_id: null,
  wanted_since: null,
  beyond_subscription: false,
} as const

/**
 * Nobody was asked what may be lost, so nothing may be sent for it, now or later: only the wish changes. What is switched on again
 * meanwhile is drift, of which switching off asks.
 */
const leaveOff = async (ctx: Context, server: LoadedServer, before: ProtectionRow): Promise<ProtectionRow> => {
  if (!isShownOff(before))
    throw new AppError('conflict', {
      message: `The backups of ${server.name} changed while the provider was asked. Look again, then switch them off.`,
    })
  await supersedeRun(ctx, before)
  await closeOperatorTasks(ctx, { kinds: operatorTaskKinds, server_id: server.id })
  await recordWantedOff(ctx, server, before)
  return writeProtection(ctx, before.id, { ...unwanted, phase: 'idle' })
}

const recordWantedOff = (ctx: Context, server: LoadedServer, before: ProtectionRow): Promise<void> =>
  recordChange(ctx, {
    action: 'protection.wanted_off',
    organization_id: server.organization_id,
    target: { id: before.id, name: server.name },
    before: { desired_state: before.desired_state },
    after: { desired_state: 'off', method: before.method },
  })
