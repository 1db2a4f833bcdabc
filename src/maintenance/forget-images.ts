import type { Context } from '../context.ts'
import { minuteMs } from '../lib/clock.ts'
import { explainProviderError } from '../provider-accounts/explain-provider-error.ts'
import { openProvider } from '../provider-accounts/open-provider.ts'
import type { Provider } from '../providers/provider.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { readServerHistory } from '../recovery-points/history/read-server-history.ts'
import { recordImagesDeleted } from '../recovery-points/history/record-images-deleted.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import type { RunError } from '../runs/schema.ts'
import { startRun } from '../runs/start-run.ts'
import { accountOf } from '../servers/account-of.ts'
import { withServerLease } from '../servers/with-server-lease.ts'
import type { ForgetOrders } from './forget-points.ts'

const leaseMs = 5 * minuteMs

/**
 * Deletes snapshots of ours at the provider, oldest first, as a run; then reads the list again and compares. One that cannot be
 * deleted now is tried with the next retention.
 */
export const forgetImages = async (ctx: Context, { server, forget, keep }: ForgetOrders): Promise<void> => {
  const provider = await openProvider(ctx, { provider_account_id: accountOf(server) })
  const { id: run_id } = await startRun(ctx, {
    kind: 'forget',
    organization_id: server.organization_id,
    server: { id: server.id, name: server.name },
    state: 'running',
  })
  await logRun(ctx, { run_id, message: `${keep.length} snapshots are kept, ${forget.length} are let go.` })
  const oldestFirst = [...forget].sort((a, b) => a.taken_at.localeCompare(b.taken_at))
  let forgotten = 0
  const error = await withServerLease(ctx, { server_id: server.id, holder: run_id, ttl_ms: leaseMs }, async () => {
    try {
      for (const point of oldestFirst) {
        await deleteOne(provider, server.provider_ref ?? '', point.ref)
        const { organization_id, id: server_id } = server
        await recordImagesDeleted(ctx, { organization_id, server_id, ids: [point.id] })
        await logRun(ctx, { run_id, message: `No rule keeps the snapshot from ${point.taken_at}. It was deleted.` })
        forgotten += 1
      }
      return await findDifference(ctx, provider, { server, forget, keep })
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const { code, message } = explainProviderError(error)
      return { code, message: `${message} What is left over goes with the next retention.` }
    }
  })
  await finishRun(ctx, {
    run_id,
    outcome: error === null ? 'succeeded' : 'warning',
    stats: { kept: keep.length, forgotten },
    error,
  })
}

/** One that is not there any more need not be deleted. */
const deleteOne = async (provider: Provider, serverRef: string, ref: string): Promise<void> => {
  try {
    await provider.deleteSnapshot(serverRef, ref)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'not_found') throw error
  }
}

/** What is listed counts, not that every call reported success. */
const findDifference = async (
  ctx: Context,
  provider: Provider,
  { server, forget, keep }: ForgetOrders,
): Promise<RunError | null> => {
  const listed = new Set((await readServerHistory(ctx, { server, provider })).map(({ ref }) => ref))
  const missing = keep.filter(({ ref }) => !listed.has(ref)).length
  const still = forget.filter(({ ref }) => listed.has(ref)).length
  if (missing + still === 0) return null
  return {
    code: 'listing_differs',
    message: `After it, ${missing} snapshots that are kept are not listed, and ${still} that were deleted still are. The provider may be slow; the next sync tells.`,
  }
}
