import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { dropMissing } from '../repositories/drop-missing.ts'
import { type DamagedObject, listDamagedObjects } from '../repositories/list-damaged-objects.ts'
import { requireRestic } from '../repositories/require-restic.ts'
import { resticAt } from '../repositories/restic-at.ts'
import type { Repository } from '../repositories/schema.ts'
import { type RepairOptions, repairArgs } from '../restic/args/repair-args.ts'
import { parseCommonEvent } from '../restic/events.ts'
import { runRestic } from '../restic/run-restic.ts'
import { logRun } from '../runs/log-run.ts'
import { traceDamage } from './trace-damage.ts'

export type MendOrders = { repository: Repository; run_id: string; access: RepositoryAccess; signal: AbortSignal }

/** When so much is gone at once, a disk is not mounted rather than broken. */
const mostMissingShare = 0.05
const someMissing = 5
const mostPacksAtOnce = 500

/**
 * Takes damaged packs and indexes out of a repository under maintenance, so that the next backup stores anew what it would otherwise
 * believe to be there. What is still good in them is saved, and the gateway keeps them for three days. Resolves with whether
 * anything was done.
 */
export const mendRepository = async (ctx: Context, orders: MendOrders): Promise<boolean> => {
  const { repository, run_id, signal } = orders
  const damaged = await listDamagedObjects(ctx, { repository_id: repository.id })
  const mendable = damaged.filter(({ type }) => type === 'data' || type === 'index')
  if (mendable.length === 0) return false
  const why = whyNotMend(repository, damaged)
  if (why !== null) {
    await logRun(ctx, { run_id, level: 'warning', message: why })
    return false
  }
  const trace = () => traceDamage(ctx, { repository_id: repository.id, run_id, mend: false }, { signal })
  // Before anything is taken out, and with it the knowledge of what it held.
  await trace()
  if (mendable.some(({ type }) => type === 'index')) {
    await dropMissing(ctx, { repository_id: repository.id, type: 'index' })
    await repair(ctx, orders, { kind: 'index' })
    // Only now somebody can say what the packs held.
    await trace()
  }
  const packs = mendable.filter(({ type }) => type === 'data')
  const changed = packs.filter(({ damage }) => damage === 'changed').map(({ name }) => name)
  if (packs.length > changed.length) {
    await dropMissing(ctx, { repository_id: repository.id, type: 'data' })
    await repair(ctx, orders, { kind: 'index' })
  }
  for (let from = 0; from < changed.length; from += mostPacksAtOnce)
    await repair(ctx, orders, { kind: 'packs', ids: changed.slice(from, from + mostPacksAtOnce) })
  await logRun(ctx, {
    run_id,
    message: `${mendable.length} damaged objects were taken out; they are kept for three days.`,
  })
  return true
}

const whyNotMend = (repository: Repository, damaged: readonly DamagedObject[]): string | null => {
  if (damaged.some(({ type }) => type === 'config' || type === 'keys'))
    return 'Nothing can be mended while the key or the configuration is damaged.'
  const missing = damaged.filter(({ damage }) => damage === 'missing').length
  if (missing > Math.max(someMissing, repository.objects * mostMissingShare))
    return `${missing} objects are missing at once. Look whether the storage is there; nothing is taken out until then.`
  return null
}

type Repair = { kind: 'index' } | { kind: 'packs'; ids: readonly string[] }

const repair = async (ctx: Context, { run_id, access, signal }: MendOrders, what: Repair): Promise<void> => {
  const { repository_url, environment } = await resticAt(ctx, { access })
  const folder = join(ctx.config.data_dir, 'mending', run_id)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const options: RepairOptions = {
      repository: repository_url,
      cache_dir: join(ctx.config.data_dir, 'restic-cache'),
      ...what,
    }
    const { exit, error_message } = await runRestic({
      binary: await requireRestic(ctx),
      environment,
      signal,
      // It leaves copies of the packs where it runs; the gateway keeps them anyway.
      cwd: folder,
      args: repairArgs(options),
      parse_event: parseCommonEvent,
    })
    signal.throwIfAborted()
    if (exit.code !== 'succeeded')
      await logRun(ctx, { run_id, level: 'error', message: `restic could not mend: ${error_message ?? exit.remedy}` })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
