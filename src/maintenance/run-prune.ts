import { join } from 'node:path'
import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { requireRestic } from '../repositories/require-restic.ts'
import { resticAt } from '../repositories/restic-at.ts'
import { pruneArgs } from '../restic/args/prune-args.ts'
import { parseCommonEvent } from '../restic/events.ts'
import { runRestic } from '../restic/run-restic.ts'
import { logRun } from '../runs/log-run.ts'

export type PruneOrders = { run_id: string; access: RepositoryAccess; max_repack_bytes: number; signal: AbortSignal }

const mostLogged = 60

/** Lets restic remove what no snapshot needs any more, within a budget; the gateway keeps it for three days. Resolves with why it failed. */
export const runPrune = async (ctx: Context, orders: PruneOrders): Promise<string | null> => {
  const { run_id, access, max_repack_bytes, signal } = orders
  const { repository_url, environment } = await resticAt(ctx, { access })
  let logged = 0
  const { exit, error_message } = await runRestic({
    binary: await requireRestic(ctx),
    environment,
    signal,
    args: pruneArgs({
      repository: repository_url,
      cache_dir: join(ctx.config.data_dir, 'restic-cache'),
      max_repack_bytes,
      max_unused: { percent: 10 },
    }),
    parse_event: parseCommonEvent,
    on_line: async (message, from) => {
      if (message.trim() === '' || logged++ >= mostLogged) return
      await logRun(ctx, { run_id, level: from === 'stderr' ? 'warning' : 'info', message })
    },
  })
  return exit.code === 'succeeded' ? null : (error_message ?? exit.remedy)
}
