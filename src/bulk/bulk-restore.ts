import { type Context, inTransaction } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { previewBulkRestore } from './preview-bulk-restore.ts'
import type { BulkRestoreInput, BulkStarted } from './schema.ts'
import { startBulk } from './start-bulk.ts'

/**
 * Restores many servers to new ones, as one run, once somebody has said how many that makes: each is billed. Throws
 * confirmation_required with the outlook, and method_unavailable where none of them can.
 */
export const bulkRestore = (ctx: Context, input: BulkRestoreInput): Promise<BulkStarted> =>
  inTransaction(ctx, async (ctx) => {
    const { server_ids, filter, as_of, name_suffix, confirm } = input
    const outlook = await previewBulkRestore(ctx, { server_ids, filter, as_of })
    const { new_servers } = outlook
    if (new_servers === 0)
      throw new AppError('method_unavailable', {
        message: `No new server can be made of ${outlook.servers === 1 ? 'this server' : 'any of these servers'}. ${outlook.refused[0]?.message ?? ''}`,
        details: outlook,
      })
    if (confirm !== new_servers)
      throw new AppError('confirmation_required', {
        message: `This makes ${new_servers === 1 ? '1 new server, which its provider bills' : `${new_servers} new servers, each of which its provider bills`} from the first hour. Send ${new_servers} as confirm to go on.`,
        details: { ...outlook, confirm: new_servers },
      })
    return startBulk(ctx, { server_ids, filter, work: { kind: 'restore', as_of: outlook.as_of, name_suffix } })
  })
