import { type Context, inTransaction } from '../context.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import { raiseOperatorTask } from '../operator-tasks/raise-operator-task.ts'
import { refreshServerFacts } from '../protections/facts/refresh-server-facts.ts'
import { type FoundDamage, recordDamage } from '../recovery-points/record-damage.ts'
import { getRepository } from '../repositories/get-repository.ts'
import { type DamagedObject, listDamagedObjects } from '../repositories/list-damaged-objects.ts'
import { listObjects } from '../repositories/list-objects.ts'
import { recordMaintenance } from '../repositories/record-maintenance.ts'
import type { Repository } from '../repositories/schema.ts'
import { withRepository } from '../repositories/with-repository.ts'
import { logRun } from '../runs/log-run.ts'
import { startRun } from '../runs/start-run.ts'
import { applyRetentionTask, maintainRepositoryTask } from '../tasks.ts'
import { findTouched } from './find-touched.ts'
import { lostBlobs } from './lost-blobs.ts'

export const damageTaskKind = 'stored_objects_damaged'

type DamageOf = (snapshot: string) => FoundDamage | null

/**
 * Names the recovery points and files that damaged objects touch: at the recovery points, in the log of the run that found it, and to
 * the operators. Until a check passes, the repository counts as damaged and nothing of it is deleted. Safe to run twice.
 */
export const traceDamage = async (
  ctx: Context,
  input: { repository_id: string; run_id: string; mend: boolean },
  job?: { signal: AbortSignal },
): Promise<void> => {
  const { repository_id, run_id } = input
  const damaged = await listDamagedObjects(ctx, { repository_id })
  if (damaged.length === 0) return
  const repository = await getRepository(ctx, { repository_id })
  const damageOf = await whatIsTouched(ctx, repository, damaged, job?.signal)
  const touched = await recordDamage(ctx, { repository_id, damageOf })
  const lines = touched.map(
    ({ point, damage }) =>
      `The backup of ${point.source} from ${utcMinute(point.taken_at)} (${point.ref.slice(0, 8)}) needs ${counted(damage.objects, 'damaged object')}: ${affected(damage)}`,
  )
  await logRun(ctx, { run_id, level: 'error', message: lines })
  await inTransaction(ctx, async (ctx) => {
    await recordMaintenance(ctx, { repository_id, checked: 'failed' })
    await raiseOperatorTask(ctx, { ...taskOf(repository, damaged, touched.length), kind: damageTaskKind })
    for (const protection_id of new Set(touched.flatMap(({ point }) => point.protection_id ?? [])))
      await ctx.jobs.enqueue(ctx.db, applyRetentionTask, { protection_id })
    await refreshServerFacts(ctx, { server_id: repository.server_id })
    if (input.mend) await startMending(ctx, repository, run_id)
  })
}

const startMending = async (ctx: Context, repository: Repository, parent_run_id: string): Promise<void> => {
  const { id: repository_id, server_id, server_name, organization_id } = repository
  const run = await startRun(ctx, {
    kind: 'check',
    organization_id,
    server: { id: server_id, name: server_name },
    parent_run_id,
  })
  await ctx.jobs.enqueue(ctx.db, maintainRepositoryTask, { repository_id, run_id: run.id })
}

const whatIsTouched = async (
  ctx: Context,
  repository: Repository,
  damaged: readonly DamagedObject[],
  signal: AbortSignal | undefined,
): Promise<DamageOf> => {
  const named = (type: DamagedObject['type']) =>
    new Set(damaged.filter((object) => object.type === type).map(({ name }) => name))
  const snapshots = named('snapshots')
  const whole = (count: number): FoundDamage => ({ objects: count, files: null, paths: [] })
  const ofSnapshot: DamageOf = (snapshot) => (snapshots.has(snapshot) ? whole(1) : null)
  const packs = named('data')
  // Without any of these nothing in the repository can be read.
  const central = damaged.filter(({ type }) => type === 'config' || type === 'keys' || type === 'index').length
  if (central > 0) return (snapshot) => whole(central + packs.size + (snapshots.has(snapshot) ? 1 : 0))
  if (packs.size === 0) return ofSnapshot
  try {
    const touched = await tracePacks(ctx, repository.id, packs, signal)
    return (snapshot) => joined(ofSnapshot(snapshot), touched.get(snapshot) ?? null)
  } catch (error) {
    signal?.throwIfAborted()
    ctx.log.error(
      { err: error, repository_id: repository.id },
      'damage could not be traced, so all backups count as hit',
    )
    return () => whole(damaged.length)
  }
}

const tracePacks = (ctx: Context, repository_id: string, packs: Set<string>, signal: AbortSignal | undefined) =>
  withRepository(ctx, { repository_id, run_id: null, rights: 'read', signal }, async (open) => {
    const indexes: string[] = []
    for await (const page of listObjects(ctx, { repository_id, type: 'index' }))
      indexes.push(...page.map(({ name }) => name))
    return findTouched(open, await lostBlobs(open, { packs, indexes }))
  })

const joined = (a: FoundDamage | null, b: FoundDamage | null): FoundDamage | null => {
  if (a === null || b === null) return a ?? b
  return { objects: a.objects + b.objects, files: null, paths: b.paths }
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`

const shownPaths = 20

const affected = ({ files, paths }: { files: number | null; paths: readonly string[] }): string => {
  const how = files === null ? 'all of it may be hit' : `${counted(files, 'file')} may be hit`
  const more = files !== null && files > shownPaths ? ' and more' : ''
  return paths.length === 0 ? `${how}.` : `${how}: ${paths.slice(0, shownPaths).join(', ')}${more}.`
}

const taskOf = (repository: Repository, damaged: readonly DamagedObject[], points: number) => {
  const { server_id, server_name, organization_id, storage_location } = repository
  const missing = damaged.filter(({ damage }) => damage === 'missing').length
  const unmendable = damaged.some(({ type }) => type === 'config' || type === 'keys')
  return {
    server_id,
    organization_id,
    title: `Stored backups of ${server_name} are damaged`,
    detail: [
      `${counted(damaged.length, 'object')} at ${storage_location.name} ${damaged.length === 1 ? 'is' : 'are'} damaged (${missing} missing, ${damaged.length - missing} changed), and ${counted(points, 'backup')} may need them. Nothing of this server is deleted until a check passes.`,
      unmendable
        ? 'Its key or configuration is among them: bring these files back from a copy of the storage; without them nothing can be restored.'
        : 'Check the disk first. Backstay then takes the damaged parts out and starts a backup: what the server still has is stored anew, and older backups that need the same content become whole with it.',
      'If you have a copy of the storage, put the damaged files back from it instead. The log of the scrub names backups and files.',
    ].join(' '),
  }
}
