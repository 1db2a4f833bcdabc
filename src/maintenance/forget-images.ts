import { type Context, inTransaction } from '../context.ts'
import { minuteMs } from '../lib/clock.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import { isOwnName } from '../protections/snapshots/is-own-name.ts'
import { explainProviderError } from '../provider-accounts/explain-provider-error.ts'
import { openProvider } from '../provider-accounts/open-provider.ts'
import type { Provider, ProviderRecoveryPoint } from '../providers/provider.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { readServerHistory } from '../recovery-points/history/read-server-history.ts'
import { recordImagesDeleted } from '../recovery-points/history/record-images-deleted.ts'
import { recordImagesKept } from '../recovery-points/history/record-images-kept.ts'
import { isBeingRestored } from '../restores/is-being-restored.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import type { RunError } from '../runs/schema.ts'
import { startRun } from '../runs/start-run.ts'
import { accountOf } from '../servers/account-of.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { withServerLease } from '../servers/with-server-lease.ts'

const leaseMs = 5 * minuteMs

type Image = { id: string; ref: string; taken_at: string }

export type ImageOrders = {
  server: LoadedServer
  forget: readonly Image[]
  /** What must be there after it as before. */
  keep: readonly Image[]
  /** Why one goes, as the log says it: the time it was taken at follows. */
  because: string
}

type Work = ImageOrders & { run_id: string; provider: Provider }

/**
 * Deletes snapshots of ours at the provider, oldest first, as a run; then reads the list again and compares. One that cannot be
 * deleted now is tried again later.
 */
export const forgetImages = async (ctx: Context, orders: ImageOrders): Promise<void> => {
  const provider = await openProvider(ctx, { provider_account_id: accountOf(orders.server) })
  const { id: server_id } = orders.server
  // Before there is a run: while somebody else changes the server, nothing was begun that could be left open.
  await withServerLease(ctx, { server_id, holder: `retention of ${server_id}`, ttl_ms: leaseMs }, () =>
    forgetAll(ctx, orders, provider),
  )
}

const forgetAll = async (ctx: Context, orders: ImageOrders, provider: Provider): Promise<void> => {
  const { server, forget, keep } = orders
  const { id: run_id } = await startRun(ctx, {
    kind: 'forget',
    organization_id: server.organization_id,
    server: { id: server.id, name: server.name },
    state: 'running',
  })
  const kept = keep.length === 0 ? '' : `Snapshots kept: ${keep.length}. `
  await logRun(ctx, { run_id, message: `${kept}Let go: ${forget.length}.` })
  let forgotten = 0
  let error: RunError | null
  try {
    const work = { ...orders, run_id, provider }
    const listed = new Map((await readServerHistory(ctx, { server, provider })).map((image) => [image.ref, image]))
    const oldestFirst = [...forget].sort((a, b) => a.taken_at.localeCompare(b.taken_at))
    const left = new Set<string>()
    for (const image of oldestFirst) {
      if (await forgetOne(ctx, work, image, listed.get(image.ref))) forgotten += 1
      else left.add(image.id)
    }
    error = await findDifference(ctx, work, left)
  } catch (thrown) {
    if (!(thrown instanceof ProviderError)) throw thrown
    const { code, message } = explainProviderError(thrown)
    error = { code, message: `${message} What is left over is tried again later.` }
  }
  await finishRun(ctx, {
    run_id,
    outcome: error === null ? 'succeeded' : 'warning',
    stats: { kept: keep.length, forgotten },
    error,
  })
}

/**
 * On record it goes first, under the server's row, so that no restore begins from what is about to be deleted. Whoever dies in between
 * leaves it at the provider, where the next reading finds it. Resolves with whether it went.
 */
const forgetOne = async (
  ctx: Context,
  work: Work,
  image: Image,
  listed: ProviderRecoveryPoint | undefined,
): Promise<boolean> => {
  const { server, run_id, provider, because } = work
  const record = { organization_id: server.organization_id, server_id: server.id, ids: [image.id] }
  const why = listed === undefined ? null : whyNotOurs(listed)
  if (why !== null) {
    await logRun(ctx, {
      run_id,
      level: 'warning',
      message: `The snapshot from ${utcMinute(image.taken_at)} was left: ${why}`,
    })
    return false
  }
  const goes = await inTransaction(ctx, async (ctx) => {
    await loadServer(ctx, { server_id: server.id, lock: true })
    if (await isBeingRestored(ctx, { recovery_point_id: image.id })) return false
    await recordImagesDeleted(ctx, record)
    return true
  })
  if (!goes) {
    await logRun(ctx, {
      run_id,
      message: `The snapshot from ${utcMinute(image.taken_at)} is being restored, so it was left.`,
    })
    return false
  }
  try {
    if (listed !== undefined) await provider.deleteSnapshot(server.provider_ref ?? '', image.ref)
  } catch (error) {
    // One that is not there any more need not be deleted.
    if (!(error instanceof ProviderError) || error.kind !== 'not_found') {
      await recordImagesKept(ctx, record)
      throw error
    }
  }
  await logRun(ctx, { run_id, message: `${because} from ${utcMinute(image.taken_at)}. It was deleted.` })
  return true
}

/** The recorded id and our name must both match (DESIGN rule 11): ids are given anew, and what bears another name is somebody else's. */
const whyNotOurs = ({ kind, name }: ProviderRecoveryPoint): string | null => {
  if (kind !== 'snapshot') return 'at the provider it is one of its own backups.'
  return isOwnName(name)
    ? null
    : `at the provider it is named ${name}, which is no name of ours. Delete it there yourself.`
}

/** What is listed counts, not that every call reported success. */
const findDifference = async (
  ctx: Context,
  { server, provider, forget, keep }: Work,
  left: ReadonlySet<string>,
): Promise<RunError | null> => {
  const listed = new Set((await readServerHistory(ctx, { server, provider })).map(({ ref }) => ref))
  const missing = keep.filter(({ ref }) => !listed.has(ref)).length
  const still = forget.filter(({ id, ref }) => !left.has(id) && listed.has(ref)).length
  if (left.size > 0)
    return {
      code: 'snapshots_left',
      message: `${left.size} of ${forget.length} snapshots were left where they are. The log says why.`,
    }
  if (missing + still === 0) return null
  return {
    code: 'listing_differs',
    message: `After it, ${missing} snapshots that are kept are not listed, and ${still} that were deleted still are. The provider may be slow; the next sync tells.`,
  }
}
