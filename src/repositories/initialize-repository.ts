import { join } from 'node:path'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { initArgs } from '../restic/args/init-args.ts'
import { runRestic } from '../restic/run-restic.ts'
import { loadServer } from '../servers/load-server.ts'
import { settleObjectsTask } from '../tasks.ts'
import { endCredential } from './end-credential.ts'
import { issueCredential } from './issue-credential.ts'
import { removeUnfinished } from './journal-queries.ts'
import { findObject } from './object-queries.ts'
import {
  findRepositoryAcrossOrganizations,
  listLivingInitCredentials,
  lockRepository,
  type RepositoryRow,
  updateRepository,
} from './queries.ts'
import { requireRestic } from './require-restic.ts'
import { resticAt } from './restic-at.ts'

const ttlSeconds = 300

/**
 * Lets restic make a repository, through the gateway. Its config is what it writes last, so a repository with one is whole. What
 * an earlier attempt left without one is removed first: a key of it would open nothing, yet fit the password.
 */
export const initializeRepository = async (
  ctx: Context,
  input: { repository_id: string },
  job?: { signal: AbortSignal },
): Promise<void> => {
  const { repository_id } = input
  const row = await findRepositoryAcrossOrganizations(ctx.db, repository_id)
  if (row === undefined || row.initialized_at !== null) return
  if (!(await hasConfig(ctx, repository_id))) {
    await clearAttempts(ctx, repository_id)
    await runInit(ctx, repository_id, job?.signal)
    if (!(await hasConfig(ctx, repository_id)))
      throw new Error(`restic says that it made ${repository_id}, but the gateway has no config of it.`)
  }
  await recordInitialized(ctx, row)
}

const hasConfig = async (ctx: Context, repository_id: string): Promise<boolean> => {
  const config = await findObject(ctx.db, { repository_id, type: 'config', name: 'config' })
  return config !== undefined
}

/** A restic that outlived its worker must not write a config over keys that are gone. */
const clearAttempts = (ctx: Context, repository_id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    for (const { id } of await listLivingInitCredentials(ctx.db, repository_id))
      await endCredential(ctx, { credential_id: id })
    const removed = await removeUnfinished(ctx.db, repository_id, ctx.clock.now())
    if (removed > 0) await ctx.jobs.enqueue(ctx.db, settleObjectsTask, { repository_id })
  })

const runInit = async (ctx: Context, repository_id: string, signal: AbortSignal | undefined): Promise<void> => {
  const binary = await requireRestic(ctx)
  const issued = await issueCredential(ctx, { repository_id, run_id: null, rights: 'init', ttl_seconds: ttlSeconds })
  try {
    const { repository_url, environment } = await resticAt(ctx, { access: issued.access })
    const { exit, error_message } = await runRestic({
      binary,
      args: initArgs({ repository: repository_url, cache_dir: join(ctx.config.data_dir, 'restic-cache') }),
      environment,
      parse_event: () => null,
      ...(signal === undefined ? {} : { signal }),
    })
    if (exit.code !== 'succeeded')
      throw new Error(
        `restic could not make the repository ${repository_id}: ${error_message ?? exit.code}. ${exit.remedy}`,
      )
  } finally {
    await endCredential(ctx, { credential_id: issued.credential_id })
  }
}

const recordInitialized = (ctx: Context, { id, server_id }: RepositoryRow): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockRepository(ctx.db, id)
    if (row === undefined || row.initialized_at !== null) return
    const now = ctx.clock.now()
    await updateRepository(ctx.db, id, { initialized_at: now, updated_at: now })
    const server = await loadServer(ctx, { server_id })
    await recordChange(ctx, {
      action: 'repository.initialized',
      organization_id: server.organization_id,
      target: { id, name: server.name },
      after: { server_id, storage_location_id: row.storage_location_id },
    })
  })
