import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { refreshServerFacts } from '../protections/facts/refresh-server-facts.ts'
import { listSafetyImagesOver } from '../recovery-points/history/list-safety-images-over.ts'
import { isBeingRestored } from '../restores/is-being-restored.ts'
import { loadServer } from '../servers/load-server.ts'
import { endLostForget } from './end-lost-forget.ts'
import { forgetImages } from './forget-images.ts'

/**
 * Deletes a server's snapshots from before a restore at the provider when their time is over: none that is the newest good recovery
 * point of the server, and none that is being restored. Safe to run twice.
 */
export const forgetSafetyImages = async (
  ctx: Context,
  { server_id }: { server_id: string },
  job: { attempt: number } = { attempt: 1 },
): Promise<void> => {
  const server = await loadServer(ctx, { server_id }).catch(gone)
  if (server === null || server.provider_account_id === null) return
  if (job.attempt > 1) await endLostForget(ctx, { server_id })
  const forget = []
  for (const image of await listSafetyImagesOver(ctx, { server_id })) {
    if (image.is_newest_good || (await isBeingRestored(ctx, { recovery_point_id: image.id }))) continue
    forget.push(image)
  }
  if (forget.length === 0) return
  await forgetImages(ctx, {
    server,
    forget,
    keep: [],
    because: 'The way back from a restore had its time: the snapshot',
  })
  await refreshServerFacts(ctx, { server_id })
}

const gone = (error: unknown): null => {
  if (error instanceof AppError && error.code === 'not_found') return null
  throw error
}
