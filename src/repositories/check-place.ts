import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { StorageError } from '../storage/object-store.ts'
import { probeStore } from '../storage/probe-store.ts'
import { createStores, type StorePlace } from '../storage/stores.ts'
import { explainPlaceFailure } from './explain-place-failure.ts'

const longestMs = 20_000

/**
 * Writes, lists, reads and deletes a small object where repositories are to lie. Throws storage_unusable with what to do. A folder
 * is one of the gateway's machine, so a process that is no gateway cannot look and leaves it at that.
 */
export const checkPlace = async (ctx: Context, place: StorePlace): Promise<void> => {
  const { config, clock, ids } = ctx
  if (place.kind === 'disk' && !config.roles.includes('gateway')) return
  // Apart from what the gateway is staging under the same location.
  const staging_folder = join(config.data_dir, 'staging', `probe-${ids.make('loc')}`)
  const stores = createStores({
    staging_folder,
    makeName: () => ids.secret(16),
    nowMs: clock.nowMs,
  })
  const slow = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => slow.reject(new StorageError('store_unavailable', `No answer came within ${longestMs / 1_000} seconds.`)),
    longestMs,
  )
  try {
    const probing = probeStore(await stores.open(place), { folder: `probe-${ids.make('loc')}`, text: ids.secret(32) })
    await Promise.race([probing, slow.promise])
  } catch (error) {
    throw explainPlaceFailure(place, error)
  } finally {
    clearTimeout(timer)
    await stores.close()
    await rm(staging_folder, { recursive: true, force: true })
  }
}
