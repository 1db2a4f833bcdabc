import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { findOpenSnapshot } from '../../protections/snapshots/find-open-snapshot.ts'

/** That no snapshot of a server is being taken, beside which no new server is made of its images. Throws server_busy. */
export const requireNoSnapshot = async (ctx: Context, server: { id: string; name: string }): Promise<void> => {
  if ((await findOpenSnapshot(ctx, { server_id: server.id })) !== null)
    throw new AppError('server_busy', {
      message: `A snapshot of ${server.name} is being taken. Wait for its end, then restore.`,
    })
}
