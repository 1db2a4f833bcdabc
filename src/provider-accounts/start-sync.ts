import { type Context, inTransaction } from '../context.ts'
import { hourMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import { notFound } from '../lib/errors.ts'
import { finishRun } from '../runs/finish-run.ts'
import { readRun } from '../runs/read-run.ts'
import { startRun } from '../runs/start-run.ts'
import { syncProviderAccountTask } from '../tasks.ts'
import { getProviderAccount } from './get-provider-account.ts'
import { lockAccount, updateAccount } from './queries.ts'

const everyMs = 15 * minuteMs
/** A sync renews its run as it goes; one that did not for so long has lost its worker and all retries. */
const lostMs = 2 * hourMs

/**
 * Starts a sync of the account's servers, and resolves with its run. When one waits or runs already it is that one's: two of
 * one account never run at once.
 */
export const startSync = (ctx: Context, input: { provider_account_id: string }): Promise<{ run_id: string }> =>
  inTransaction(ctx, async (ctx) => {
    const { id } = await getProviderAccount(ctx, input)
    const account = await lockAccount(ctx.db, id)
    if (account === undefined) throw notFound()
    const now = ctx.clock.now()
    const last = account.last_sync_run_id === null ? null : await readRun(ctx, { run_id: account.last_sync_run_id })
    if (last !== null && last.state !== 'finished') {
      if (last.updated_at > isoPlusMs(now, -lostMs)) return { run_id: last.id }
      const message = 'This sync stopped without a word, and another one took its place.'
      await finishRun(ctx, { run_id: last.id, outcome: 'expired', error: { code: 'lost', message } })
    }
    const run = await startRun(ctx, {
      kind: 'sync',
      organization_id: account.organization_id,
      provider_account_id: id,
    })
    const next_sync_at = isoPlusMs(now, everyMs + jitterMs(id))
    await updateAccount(ctx.db, id, { last_sync_run_id: run.id, next_sync_at })
    await ctx.jobs.enqueue(ctx.db, syncProviderAccountTask, { provider_account_id: id, run_id: run.id })
    return { run_id: run.id }
  })

/** The same for one account each time, so that many accounts spread over a minute. */
const jitterMs = (id: string): number =>
  [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % minuteMs, 0)
