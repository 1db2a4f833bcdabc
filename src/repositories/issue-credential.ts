import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { type CredentialRow, insertCredential, lockRepository, type RepositoryRow } from './queries.ts'
import { repositoryPassword } from './repository-password.ts'

export type CredentialRights = CredentialRow['rights']

/**
 * A way into a repository for one run, until its time ends or `endCredential`. Throws repository_not_ready before restic made
 * the repository, and repository_in_maintenance while another run has it for itself.
 */
export const issueCredential = (
  ctx: Context,
  input: { repository_id: string; run_id: string | null; rights: CredentialRights; ttl_seconds: number },
): Promise<{ credential_id: string; access: RepositoryAccess }> =>
  inTransaction(ctx, async (ctx) => {
    const { repository_id, run_id, rights, ttl_seconds } = input
    // Held, so that maintenance does not begin between the look and the row.
    const repository = await lockRepository(ctx.db, repository_id)
    if (repository === undefined) throw notFound()
    const now = ctx.clock.now()
    requireFree(repository, rights, run_id, now)
    const id = ctx.ids.make('crd')
    const secret = ctx.ids.secret(32)
    await insertCredential(ctx.db, {
      id,
      repository_id,
      run_id,
      rights,
      secret_hash: hashToken(secret),
      expires_at: isoPlusMs(now, ttl_seconds * 1_000),
      created_at: now,
    })
    const access = {
      path: `/repo/${repository_id}/`,
      username: id,
      password: secret,
      repository_password: await repositoryPassword(ctx, { repository_id }),
    }
    return { credential_id: id, access }
  })

const requireFree = (row: RepositoryRow, rights: CredentialRights, runId: string | null, now: string): void => {
  if (rights !== 'init' && row.initialized_at === null) throw new AppError('repository_not_ready')
  const isHeld = row.maintenance_until !== null && row.maintenance_until > now
  const isHolder = isHeld && row.maintenance_run_id === runId
  if (rights === 'maintenance' ? !isHolder : isHeld && rights !== 'read')
    throw new AppError('repository_in_maintenance')
}
