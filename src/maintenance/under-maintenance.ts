import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { beginMaintenance } from '../repositories/begin-maintenance.ts'
import { endCredential } from '../repositories/end-credential.ts'
import { endMaintenance } from '../repositories/end-maintenance.ts'
import { endStaleCredentials } from '../repositories/end-stale-credentials.ts'
import { issueCredential } from '../repositories/issue-credential.ts'
import { renewCredential } from '../repositories/renew-credential.ts'
import { renewMaintenance } from '../repositories/renew-maintenance.ts'
import { recordProgress } from '../runs/record-progress.ts'

export type MaintenanceWork = {
  repository_id: string
  run_id: string
  /** Of the job: the process is going down. */
  signal: AbortSignal | undefined
  renew_every_ms?: number
}

/** `busy`: somebody else writes, so nothing was begun. `lost`: the lease ended under it. */
export type MaintenanceEnd<T> = { ended: 'done'; value: T } | { ended: 'busy' | 'lost' | 'cancelled' }

const ttlSeconds = 120
const renewMs = 20_000

/**
 * Has a repository for itself while `work` runs, with a way in that may do everything. `work` is told to stop when the lease is
 * lost, somebody cancels the run, or the process goes down; what it then answers counts for nothing.
 */
export const underMaintenance = async <T>(
  ctx: Context,
  input: MaintenanceWork,
  work: (access: RepositoryAccess, signal: AbortSignal) => Promise<T>,
): Promise<MaintenanceEnd<T>> => {
  const { repository_id, run_id } = input
  const lease = { repository_id, run_id, ttl_seconds: ttlSeconds }
  if (!(await beginMaintenance(ctx, lease))) return { ended: 'busy' }
  const stop = new AbortController()
  let ended: 'done' | 'lost' | 'cancelled' = 'done'
  let credential_id: string | null = null
  let timer: NodeJS.Timeout | undefined
  try {
    await endStaleCredentials(ctx, { repository_id, run_id })
    const issued = await issueCredential(ctx, { ...lease, rights: 'maintenance' })
    credential_id = issued.credential_id
    const renew = async () => {
      const kept =
        (await renewMaintenance(ctx, lease)) &&
        (await renewCredential(ctx, { credential_id: issued.credential_id, ttl_seconds: ttlSeconds }))
      const { go_on } = await recordProgress(ctx, { run_id, progress: { kind: 'none' } })
      if (kept && go_on) return
      ended = kept ? 'cancelled' : 'lost'
      stop.abort()
    }
    timer = setInterval(() => {
      // The database is away: the next one may find it again, and if none does the gateway refuses by itself.
      renew().catch((error: unknown) => ctx.log.warn({ err: error, run_id }, 'maintenance could not be renewed'))
    }, input.renew_every_ms ?? renewMs)
    const signals = input.signal === undefined ? [stop.signal] : [stop.signal, input.signal]
    const value = await work(issued.access, AbortSignal.any(signals))
    input.signal?.throwIfAborted()
    return ended === 'done' ? { ended, value } : { ended }
  } finally {
    clearInterval(timer)
    if (credential_id !== null) await endCredential(ctx, { credential_id })
    await endMaintenance(ctx, { repository_id, run_id })
  }
}
