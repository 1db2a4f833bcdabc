import type { Context } from '../context.ts'
import { dayMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import type { Provider } from '../providers/provider.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { logRun } from '../runs/log-run.ts'
import { findChangesReadAt, markImagesChanged, updateChangesReadAt } from './image-changes-queries.ts'

/** Entries may come late, and two clocks differ. */
const overlapMs = 10 * minuteMs
/** What is older every server's own turn has told. */
const longestMs = 3 * dayMs

type Input = { provider_account_id: string; run_id: string; provider: Provider }

/**
 * Where the provider keeps a log of changes to images: those servers are read that it names since the last look, and no others.
 * A log that does not come stands in no sync's way; the next one goes on from where the last reading ended.
 */
export const readImageChanges = async (
  ctx: Context,
  { provider_account_id, run_id, provider }: Input,
): Promise<void> => {
  if (provider.listChangedServers === undefined) return
  const now = ctx.clock.now()
  const before = await findChangesReadAt(ctx.db, provider_account_id)
  // All servers are read at first anyway: then it shows whether the log can be read at all.
  const earliest = before === null ? now : isoPlusMs(now, -longestMs)
  const since = before === null || before < earliest ? earliest : before
  try {
    const { changed, complete } = await provider.listChangedServers(isoPlusMs(since, -overlapMs))
    const changes = [...changed].map(([ref, at]) => ({ ref, at }))
    if (changes.length > 0) await markImagesChanged(ctx.db, provider_account_id, changes, now)
    if (complete) await updateChangesReadAt(ctx.db, provider_account_id, now)
    else await logRun(ctx, { run_id, level: 'warning', message: 'The log of changes to snapshots came only in part.' })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const message = `The log of changes to snapshots was not read: ${error.message}`
    await logRun(ctx, { run_id, level: 'warning', message })
  }
}
