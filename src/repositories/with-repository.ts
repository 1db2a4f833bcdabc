import { join } from 'node:path'
import type { Context } from '../context.ts'
import { endCredential } from './end-credential.ts'
import { issueCredential } from './issue-credential.ts'
import { renewCredential } from './renew-credential.ts'
import { requireRestic } from './require-restic.ts'
import { resticAt } from './restic-at.ts'

/** What a restic process of this machine needs to work on a repository. `signal` says that the way in is gone. */
export type OpenRepository = {
  readonly binary: string
  readonly repository: string
  readonly cache_dir: string
  readonly environment: Record<string, string>
  readonly signal: AbortSignal
}

const ttlSeconds = 90
const renewMs = 30_000

/**
 * Opens a repository for one run of ours, as every restic process enters it: through the gateway, with a credential that is
 * renewed while the work goes on and dies with it. Throws what `issueCredential` throws, and an error where restic is missing.
 */
export const withRepository = async <T>(
  ctx: Context,
  input: {
    repository_id: string
    run_id: string | null
    rights: 'read' | 'backup' | 'maintenance'
    signal?: AbortSignal | undefined
  },
  work: (open: OpenRepository) => Promise<T>,
): Promise<T> => {
  const { repository_id, run_id, rights } = input
  const binary = await requireRestic(ctx)
  const { credential_id, access } = await issueCredential(ctx, {
    repository_id,
    run_id,
    rights,
    ttl_seconds: ttlSeconds,
  })
  const gone = new AbortController()
  const timer = setInterval(() => {
    renewCredential(ctx, { credential_id, ttl_seconds: ttlSeconds }).then(
      (alive) => {
        if (!alive) gone.abort(new Error('the credential of this run was revoked'))
      },
      // The next try may work; when none does, the gateway refuses and restic says so.
      (error: unknown) => ctx.log.warn({ err: error, run_id }, 'A gateway credential could not be renewed'),
    )
  }, renewMs)
  try {
    const { repository_url, environment } = await resticAt(ctx, { access })
    return await work({
      binary,
      repository: repository_url,
      cache_dir: join(ctx.config.data_dir, 'restic-cache'),
      environment,
      signal: input.signal === undefined ? gone.signal : AbortSignal.any([gone.signal, input.signal]),
    })
  } finally {
    clearInterval(timer)
    await endCredential(ctx, { credential_id })
  }
}
