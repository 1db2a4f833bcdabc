import { recordChange } from '../../audit/record-change.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { findOpenSnapshot } from '../../protections/snapshots/find-open-snapshot.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import type { RecoveryPoint } from '../../recovery-points/schema.ts'
import { startRun } from '../../runs/start-run.ts'
import { accountOf } from '../../servers/account-of.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { continueRestoreTask } from '../../tasks.ts'
import { findOpenRestore, insertRestore } from '../queries.ts'
import type { RestoreInput } from '../schema.ts'
import { listNewer } from './list-newer.ts'
import { requireImageTarget } from './require-image-target.ts'
import { takeSafetySnapshot } from './take-safety-snapshot.ts'

type Asked = { source: LoadedServer; target: LoadedServer; point: RecoveryPoint; input: RestoreInput }

/**
 * Starts putting an image back onto the server it was taken of. Belongs in the transaction that holds the server's row. Throws
 * method_unavailable, server_busy, restore_running and confirmation_required.
 */
export const startImageRestore = async (
  ctx: Context,
  { source, target, point, input }: Asked,
): Promise<{ id: string; run_id: string }> => {
  const { capabilities } = await openProvider(ctx, { provider_account_id: accountOf(source) })
  const newer = await listNewer(ctx, { point, server_id: source.id, capabilities })
  requireImageTarget({ point, source, target, input, capabilities, newer })
  if ((await findOpenRestore(ctx.db, target.id)) !== undefined) throw new AppError('restore_running')
  if ((await findOpenSnapshot(ctx, { server_id: target.id })) !== null)
    throw new AppError('server_busy', {
      message: `A snapshot of ${target.name} is being taken. Wait for its end, then restore.`,
    })
  const run = await startRun(ctx, {
    kind: 'restore',
    organization_id: target.organization_id,
    server: { id: target.id, name: target.name },
  })
  const safety_run_id = await takeSafetySnapshot(ctx, {
    run_id: run.id,
    server: target,
    capabilities,
    wanted: input.safety_backup,
  })
  const id = ctx.ids.make('rst')
  const accept_loss = newer.map(({ id }) => id)
  await insertRestore(ctx.db, {
    id,
    run_id: run.id,
    server_id: source.id,
    recovery_point_id: point.id,
    mode: input.mode,
    target_server_id: target.id,
    include: '[]',
    accept_loss: JSON.stringify(accept_loss),
    overwrite: 'always',
    safety_run_id,
    created_at: ctx.clock.now(),
  })
  await recordChange(ctx, {
    action: 'restore.started',
    organization_id: target.organization_id,
    target: { id, name: target.name },
    after: {
      recovery_point_id: point.id,
      taken_at: point.taken_at,
      mode: input.mode,
      method: point.method,
      ...(accept_loss.length > 0 && { accept_loss }),
    },
  })
  await ctx.jobs.enqueue(ctx.db, continueRestoreTask, { run_id: run.id })
  return { id, run_id: run.id }
}
