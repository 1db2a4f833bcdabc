import type { Context } from '../../context.ts'
import { hourMs, isoPlusMs } from '../../lib/clock.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import type { ProviderServer } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { finishRun } from '../../runs/finish-run.ts'
import { recordProgress } from '../../runs/record-progress.ts'
import { accountOf } from '../../servers/account-of.ts'
import { type LoadedServer, loadServer } from '../../servers/load-server.ts'
import { continueRestoreTask } from '../../tasks.ts'
import type { PlacedRestore } from '../queries.ts'
import { checkRestored } from './check-restored.ts'

const lookAgainMs = 15_000
const longestPauseMs = 300_000
/** A provider that does not say where the server is by then is not waited for. */
const askedForMs = 6 * hourMs

/** The new server runs: what it answers decides how its restore ends. Safe to run twice. */
export const endNewServerRestore = async (
  ctx: Context,
  restore: PlacedRestore,
  run: { id: string; sent_at: string | null; created_at: string },
): Promise<void> => {
  const server = await loadServer(ctx, { server_id: restore.target_server_id })
  const elapsedMs = ctx.clock.nowMs() - Date.parse(run.sent_at ?? run.created_at)
  const seen = await look(ctx, server, elapsedMs)
  const end = seen === 'unknown' ? null : await checkRestored(ctx, { restore, server, address: seen?.address ?? null })
  if (seen === 'unknown') await recordProgress(ctx, { run_id: run.id, progress: { kind: 'none', note: unanswered } })
  if (end === null) {
    const pauseMs = seen === 'unknown' ? Math.min(longestPauseMs, Math.max(lookAgainMs, elapsedMs / 10)) : lookAgainMs
    const start_after = isoPlusMs(ctx.clock.now(), pauseMs)
    await ctx.jobs.enqueue(ctx.db, continueRestoreTask, { run_id: run.id }, { start_after })
    return
  }
  const seconds = run.sent_at === null ? 0 : Math.round(elapsedMs / 1_000)
  await finishRun(ctx, { run_id: run.id, stats: { method: 'image', seconds }, ...end })
}

const unanswered = 'Waiting for the provider to say where the server is'

/** A provider that tells nothing now is asked again later, and holds nothing up for ever. Null: there is no such server. */
const look = async (
  ctx: Context,
  server: LoadedServer,
  elapsedMs: number,
): Promise<ProviderServer | 'unknown' | null> => {
  const provider = await openProvider(ctx, { provider_account_id: accountOf(server) })
  try {
    return await provider.getServer(server.provider_ref ?? '')
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return error.kind === 'not_found' || elapsedMs > askedForMs ? null : 'unknown'
  }
}
