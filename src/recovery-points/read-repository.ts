import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { endCredential } from '../repositories/end-credential.ts'
import { issueCredential } from '../repositories/issue-credential.ts'
import { renewCredential } from '../repositories/renew-credential.ts'
import { requireRestic } from '../repositories/require-restic.ts'
import { resticAt } from '../repositories/restic-at.ts'
import type { RepositoryAccess } from '../restic/args/repository-args.ts'
import type { ResticResult } from '../restic/run-restic.ts'
import { streamRestic } from '../restic/stream-restic.ts'

const ttlSeconds = 300

export type RepositoryRead = {
  /** Destroying it ends restic. */
  stdout: Readable
  /** What was written is whole only when this says so. The credential has ended by then. */
  result: Promise<ResticResult>
}

/** Starts restic for what it writes, under a credential of its own that may only read and lives as long as restic does. */
export const readRepository = async (
  ctx: Context,
  input: { repository_id: string; args: (access: RepositoryAccess) => string[]; signal?: AbortSignal },
): Promise<RepositoryRead> => {
  const { repository_id, args, signal } = input
  const binary = await requireRestic(ctx)
  const issued = await issueCredential(ctx, { repository_id, run_id: null, rights: 'read', ttl_seconds: ttlSeconds })
  const { credential_id } = issued
  const { repository_url, environment } = await resticAt(ctx, { access: issued.access })
  const stream = streamRestic({
    binary,
    args: args({ repository: repository_url, cache_dir: join(ctx.config.data_dir, 'restic-cache') }),
    environment,
    ...(signal === undefined ? {} : { signal }),
  })
  const renewal = setInterval(
    () => {
      renewCredential(ctx, { credential_id, ttl_seconds: ttlSeconds }).catch((error: unknown) => {
        ctx.log.warn({ err: error, repository_id }, 'a credential could not be renewed; the next try comes soon')
      })
    },
    (ttlSeconds * 1_000) / 4,
  ).unref()
  const result = stream.result.finally(async () => {
    clearInterval(renewal)
    await endCredential(ctx, { credential_id })
  })
  // Whoever reads the bytes alone learns of a failure by their end.
  result.catch(() => undefined)
  return { stdout: stream.stdout, result }
}
