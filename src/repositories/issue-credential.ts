import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { notFound } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { findRepository, insertCredential } from './queries.ts'

/** Makes the way into a repository for one run. The password is in this reply and nowhere else. */
export const issueCredential = async (
  ctx: Context,
  input: {
    repository_id: string
    run_id: string
    rights: 'init' | 'backup' | 'read' | 'maintenance'
    ttl_seconds: number
  },
): Promise<{ credential_id: string; access: RepositoryAccess }> => {
  const { repository_id, run_id, rights } = input
  const repository = await findRepository(ctx.db, repository_id)
  if (repository === undefined) throw notFound()
  const credential_id = ctx.ids.make('crd')
  const password = ctx.ids.secret()
  const now = ctx.clock.now()
  await insertCredential(ctx.db, {
    id: credential_id,
    repository_id,
    run_id,
    rights,
    secret_hash: hashToken(password),
    expires_at: isoPlusMs(now, input.ttl_seconds * 1_000),
    created_at: now,
  })
  const repository_password = ctx.secrets.open('repository_password', repository_id, repository.sealed_password)
  return {
    credential_id,
    access: { path: `/repo/${repository_id}/`, username: credential_id, password, repository_password },
  }
}
