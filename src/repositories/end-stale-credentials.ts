import type { Services } from '../context.ts'
import { endCredential } from './end-credential.ts'
import { listStaleCredentials } from './queries.ts'

/**
 * Before a run works on a repository: what an earlier try of it had, or anybody whose time is over, loses it now, with its locks.
 * The process of a worker that was killed may have left a restic behind which still works.
 */
export const endStaleCredentials = async (
  ctx: Services,
  { repository_id, run_id }: { repository_id: string; run_id: string },
): Promise<void> => {
  for (const { id } of await listStaleCredentials(ctx.db, repository_id, run_id, ctx.clock.now()))
    await endCredential(ctx, { credential_id: id })
}
