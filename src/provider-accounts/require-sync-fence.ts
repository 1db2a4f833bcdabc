import type { Services } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { lockUnderSyncFence } from './queries.ts'

/** The guard of every write of a sync; first in its transaction. Throws conflict when another sync of the account began since. */
export const requireSyncFence = async (
  services: Services,
  input: { provider_account_id: string; fence: number },
): Promise<void> => {
  if ((await lockUnderSyncFence(services.db, input.provider_account_id, input.fence)) === undefined)
    throw new AppError('conflict', { message: 'Another sync of this provider account took over.' })
}
