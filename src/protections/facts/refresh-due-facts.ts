import type { Context } from '../../context.ts'
import type { RunningJob } from '../../jobs/handler.ts'
import { listServersWithFactsDue } from '../../servers/list-servers-with-facts-due.ts'
import { recordServerFacts } from '../../servers/record-server-facts.ts'
import { collectFacts } from './collect-facts.ts'

// Small enough that other work of the process gets its turn.
const batch = 100

/** Brings up to date what time alone has changed: days that begin, backups that are late. */
export const refreshDueFacts = async (
  ctx: Context,
  _input: Record<string, never>,
  job?: Pick<RunningJob, 'signal'>,
): Promise<void> => {
  for (;;) {
    job?.signal.throwIfAborted()
    const server_ids = await listServersWithFactsDue(ctx, { limit: batch })
    if (server_ids.length === 0) return
    await recordServerFacts(ctx, { facts: await collectFacts(ctx, { server_ids }) })
    if (server_ids.length < batch) return
  }
}
