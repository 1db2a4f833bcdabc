import type { Context } from '../../context.ts'
import { isoPlusMs } from '../../lib/clock.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { finishRun } from '../../runs/finish-run.ts'
import { accountOf } from '../../servers/account-of.ts'
import { loadServer } from '../../servers/load-server.ts'
import { continueRestoreTask } from '../../tasks.ts'
import type { PlacedRestore } from '../queries.ts'
import { checkRestored } from './check-restored.ts'

const lookAgainMs = 15_000

/** The new server runs: what it answers decides how its restore ends. Safe to run twice. */
export const endNewServerRestore = async (
  ctx: Context,
  restore: PlacedRestore,
  run: { id: string; sent_at: string | null },
): Promise<void> => {
  const server = await loadServer(ctx, { server_id: restore.target_server_id })
  const provider = await openProvider(ctx, { provider_account_id: accountOf(server) })
  const seen = await provider.getServer(server.provider_ref ?? '').catch((error: unknown) => {
    if (error instanceof ProviderError) return null
    throw error
  })
  const end = await checkRestored(ctx, { restore, server, address: seen?.address ?? null })
  if (end === null) {
    const start_after = isoPlusMs(ctx.clock.now(), lookAgainMs)
    await ctx.jobs.enqueue(ctx.db, continueRestoreTask, { run_id: run.id }, { start_after })
    return
  }
  const seconds = run.sent_at === null ? 0 : (ctx.clock.nowMs() - Date.parse(run.sent_at)) / 1_000
  await finishRun(ctx, { run_id: run.id, stats: { method: 'image', seconds: Math.round(seconds) }, ...end })
}
