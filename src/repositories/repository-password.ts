import type { Services } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findRepositoryAcrossOrganizations } from './queries.ts'

/** What opens the repository; for restic processes and the recovery kit alone. */
export const repositoryPassword = async (ctx: Services, input: { repository_id: string }): Promise<string> => {
  const row = await findRepositoryAcrossOrganizations(ctx.db, input.repository_id)
  if (row === undefined) throw notFound()
  return ctx.secrets.open('repository_password', row.id, row.sealed_password)
}
