import { join } from 'node:path'
import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { requireRestic } from '../repositories/require-restic.ts'
import { resticAt } from '../repositories/restic-at.ts'
import { checkArgs } from '../restic/args/check-args.ts'
import { messageOf, parseCheckEvent } from '../restic/events.ts'
import { runRestic } from '../restic/run-restic.ts'
import { logRun } from '../runs/log-run.ts'

/** `unclear`: the check itself did not come to its end, which says nothing about the repository. */
export type CheckResult = { outcome: 'passed' | 'failed' | 'unclear'; errors: number; message: string | null }

export type CheckOrders = {
  run_id: string
  access: RepositoryAccess
  /** How much of the data is read back; null: only what describes it. */
  read_bytes: number | null
  signal: AbortSignal
}

const mostLogged = 50

/** Lets restic check a repository: that everything is there and fits together, and that some of the data reads back unchanged. */
export const runCheck = async (ctx: Context, orders: CheckOrders): Promise<CheckResult> => {
  const { run_id, access, read_bytes, signal } = orders
  const { repository_url, environment } = await resticAt(ctx, { access })
  let [errors, logged] = [0, 0]
  let summary = false
  const note = async (message: string) => {
    if (logged++ < mostLogged) await logRun(ctx, { run_id, level: 'error', message })
  }
  const { exit, error_message } = await runRestic({
    binary: await requireRestic(ctx),
    environment,
    signal,
    args: checkArgs({
      repository: repository_url,
      cache_dir: join(ctx.config.data_dir, 'restic-cache'),
      ...(read_bytes === null ? {} : { read_data: { bytes: read_bytes } }),
    }),
    parse_event: parseCheckEvent,
    on_event: async (event) => {
      if (event.message_type === 'error') await note(messageOf(event))
      if (event.message_type !== 'summary') return
      summary = true
      errors = event.num_errors
    },
    on_line: (line, from) => (from === 'stderr' ? note(line) : undefined),
  })
  if (exit.code === 'succeeded') return { outcome: 'passed', errors: 0, message: null }
  const message = error_message ?? exit.remedy
  // Before 0.18 there is no summary, only the sentence at the end.
  const isDamaged = (summary && errors > 0) || /contains errors/i.test(message)
  return { outcome: isDamaged ? 'failed' : 'unclear', errors, message }
}
