import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import { type Context, inTransaction } from '../context.ts'
import { getRepository } from '../repositories/get-repository.ts'
import { listObjects } from '../repositories/list-objects.ts'
import { recordMaintenance } from '../repositories/record-maintenance.ts'
import type { Repository } from '../repositories/schema.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import type { RunError } from '../runs/schema.ts'
import { startRun } from '../runs/start-run.ts'
import { type CheckResult, runCheck } from './run-check.ts'
import { runPrune } from './run-prune.ts'
import { settleCheck } from './settle-check.ts'
import { underMaintenance } from './under-maintenance.ts'

export type PruneRepositoryOrders = {
  repository: Repository
  check_run_id: string
  max_repack_bytes: number
  /** A prune that was begun and lost its worker. */
  run_id?: string
}
type PruneEnd = { error: RunError | null; check: CheckResult | null }

/** Prunes a repository whose check has just passed, then lists it and checks it again: an exit code proves nothing. */
export const pruneRepository = async (
  ctx: Context,
  orders: PruneRepositoryOrders,
  job: { signal?: AbortSignal; renew_every_ms?: number },
): Promise<void> => {
  const { repository, max_repack_bytes } = orders
  const repository_id = repository.id
  const run_id = orders.run_id ?? (await startPrune(ctx, orders))
  const lease = {
    repository_id,
    run_id,
    signal: job.signal,
    ...(job.renew_every_ms === undefined ? {} : { renew_every_ms: job.renew_every_ms }),
  }
  const end = await underMaintenance(ctx, lease, (access, signal) =>
    pruneAndLook(ctx, { run_id, repository_id, access, max_repack_bytes, signal }),
  )
  if (end.ended !== 'done') {
    await finishRun(ctx, {
      run_id,
      outcome: end.ended === 'cancelled' ? 'cancelled' : 'failed',
      error: whyNot(end.ended),
    })
    return
  }
  const { error, check } = end.value
  const after = await getRepository(ctx, { repository_id })
  await inTransaction(ctx, async (ctx) => {
    if (check !== null) await settleCheck(ctx, { repository, result: check })
    if (error === null) await recordMaintenance(ctx, { repository_id, pruned: true })
    const stats = { bytes_before: repository.bytes, bytes_after: after.bytes, trash_bytes: after.trash_bytes }
    await finishRun(ctx, { run_id, outcome: error === null ? 'succeeded' : 'failed', stats, error })
  })
}

const startPrune = async (ctx: Context, { repository, check_run_id }: PruneRepositoryOrders): Promise<string> => {
  const { id } = await startRun(ctx, {
    kind: 'prune',
    organization_id: repository.organization_id,
    server: { id: repository.server_id, name: repository.server_name },
    parent_run_id: check_run_id,
    state: 'running',
  })
  return id
}

const whyNot = (ended: 'busy' | 'lost' | 'cancelled'): RunError | null => {
  if (ended === 'cancelled') return null
  if (ended === 'busy')
    return { code: 'repository_busy', message: 'A backup began first. Pruning waits for the next maintenance.' }
  return {
    code: 'lease_lost',
    message:
      'The repository was taken back before pruning had ended. What was done is whole; the rest comes next time.',
  }
}

type Look = {
  run_id: string
  repository_id: string
  access: RepositoryAccess
  max_repack_bytes: number
  signal: AbortSignal
}

const pruneAndLook = async (ctx: Context, look: Look): Promise<PruneEnd> => {
  const { run_id, repository_id, access, signal } = look
  const before = await snapshotsOf(ctx, repository_id)
  const failure = await runPrune(ctx, look)
  if (failure !== null)
    return { error: { code: 'prune_failed', message: `restic could not prune: ${failure}` }, check: null }
  const after = await snapshotsOf(ctx, repository_id)
  const missing = [...before].filter((name) => !after.has(name))
  if (missing.length > 0)
    return {
      error: {
        code: 'listing_differs',
        message: `${missing.length} backups are not listed after it. They are in the trash for three days.`,
      },
      check: null,
    }
  await logRun(ctx, {
    run_id,
    message: `All ${after.size} backups are listed as before. The repository is checked once more.`,
  })
  const check = await runCheck(ctx, { run_id, access, read_bytes: null, signal })
  if (check.outcome === 'passed') return { error: null, check }
  return {
    error: {
      code: 'check_failed',
      message: `The check after pruning did not pass: ${check.message ?? 'see the log'}. What was removed is in the trash for three days.`,
    },
    check,
  }
}

const snapshotsOf = async (ctx: Context, repository_id: string): Promise<Set<string>> => {
  const names = new Set<string>()
  for await (const page of listObjects(ctx, { repository_id, type: 'snapshots' }))
    for (const { name } of page) names.add(name)
  return names
}
