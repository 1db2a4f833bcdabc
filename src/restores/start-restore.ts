import { posix } from 'node:path'
import { agentOf } from '../agents/agent-of.ts'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { startRun } from '../runs/start-run.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { continueRestoreTask } from '../tasks.ts'
import { planNewServer } from './images/plan-new-server.ts'
import { startImageRestore } from './images/start-image-restore.ts'
import { startNewServerRestore } from './images/start-new-server-restore.ts'
import { findOpenRestore, insertRestore } from './queries.ts'
import { requirePoint } from './require-point.ts'
import type { NewServerWish, RestoreInput } from './schema.ts'
import { takeSafetyBackup } from './take-safety-backup.ts'

/**
 * Starts restoring a recovery point: files to a server of the same organization, an image onto the server it was taken of, or to a
 * new one, which the provider is asked about first, before anything is written: by the caller who hands over `wish`, or here, outside of
 * any transaction. Where files may be overwritten it wants the server's name, and takes a backup of what is there first. Restores go on working for whoever stopped paying (DESIGN rule 3).
 * Throws recovery_point_gone, unsafe_snapshot, agent_missing, restore_running and confirmation_required.
 */
export const startRestore = async (
  ctx: Context,
  input: RestoreInput & { server_id: string; wish?: NewServerWish | null },
): Promise<{ id: string; run_id: string }> => {
  const wish = input.wish === undefined ? await planNewServer(ctx, input) : input.wish
  return inTransaction(ctx, async (ctx) => {
    if (wish !== null) return startNewServerRestore(ctx, { ...input, wish })
    const source = await loadServer(ctx, { server_id: input.server_id })
    requireRole(ctx.caller, source.organization_id, 'manager')
    // Held, so that two restores to one server do not both find none under way, and so that nobody lets the image go meanwhile.
    const target = await loadServer(ctx, { server_id: input.target.server_id ?? source.id, lock: true })
    const point = await requirePoint(ctx, source, input)
    if (point.method !== 'files') return startImageRestore(ctx, { source, target, point, input })
    requireTarget(ctx, source, target, input)
    if ((await agentOf(ctx, { server_id: target.id })) === null) throw new AppError('agent_missing')
    if ((await findOpenRestore(ctx.db, target.id)) !== undefined) throw new AppError('restore_running')
    const run = await startRun(ctx, {
      kind: 'restore',
      organization_id: target.organization_id,
      server: { id: target.id, name: target.name },
    })
    const wantsSafety = input.mode === 'in_place' && !input.dry_run && input.safety_backup
    const safety = wantsSafety
      ? await takeSafetyBackup(ctx, { run_id: run.id, server_id: target.id, paths: point.paths })
      : null
    const id = ctx.ids.make('rst')
    await insertRestore(ctx.db, {
      id,
      run_id: run.id,
      server_id: source.id,
      recovery_point_id: point.id,
      mode: input.mode,
      target_server_id: target.id,
      target_path: input.mode === 'in_place' ? null : (input.target.path ?? null),
      include: JSON.stringify(input.include),
      overwrite: input.overwrite,
      dry_run: input.dry_run,
      safety_run_id: safety,
      created_at: ctx.clock.now(),
    })
    await recordChange(ctx, {
      action: 'restore.started',
      organization_id: target.organization_id,
      target: { id, name: target.name },
      after: { recovery_point_id: point.id, taken_at: point.taken_at, mode: input.mode, dry_run: input.dry_run },
    })
    await ctx.jobs.enqueue(ctx.db, continueRestoreTask, { run_id: run.id })
    return { id, run_id: run.id }
  })
}

const requireTarget = (ctx: Context, source: LoadedServer, target: LoadedServer, input: RestoreInput): void => {
  requireRole(ctx.caller, target.organization_id, 'manager')
  if (target.organization_id !== source.organization_id)
    throw new AppError('forbidden', {
      message:
        'Files of one organization are not restored to a server of another. Choose a server of the same organization.',
    })
  if (input.mode === 'new_server')
    throw new AppError('method_unavailable', {
      message:
        'Files cannot make a new server. Order one, or take any machine, enrol its agent in this organization, then restore with mode "path", and with target.server_id and target.path.',
    })
  if (input.mode === 'download')
    throw new AppError('invalid_request', {
      message: `A download needs no restore. Get a file or folder, also as zip or tar, from ${download(input)}.`,
      details: { download: download(input) },
    })
  if (input.mode === 'path' && input.target.path === undefined)
    throw new AppError('invalid_request', { message: 'Say in target.path below which folder the files go.' })
  if (input.mode === 'path' && posix.normalize(input.target.path ?? '') === '/')
    throw new AppError('invalid_request', {
      message:
        'Below / every file goes to where it came from. Use in_place for that, which takes a safety backup first.',
    })
  const mayOverwrite = !input.dry_run && (input.mode === 'in_place' || input.overwrite !== 'never')
  if (input.mode === 'in_place' && mayOverwrite && input.confirm !== target.name)
    throw new AppError('confirmation_required', {
      message: `This overwrites files on ${target.name}. Send its name as confirm to go on.`,
      details: { confirm: target.name },
    })
}

/** Of what was chosen first, or of everything. */
const download = ({ recovery_point_id, include: [path = '/'] }: RestoreInput): string =>
  `/api/recovery-points/${recovery_point_id}/download?path=${encodeURIComponent(path)}`
