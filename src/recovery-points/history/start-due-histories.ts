import type { Context } from '../../context.ts'
import { listAccountsWithHistoryDue } from '../../servers/list-accounts-with-history-due.ts'
import { readHistoriesTask } from '../../tasks.ts'

/** Reads, one job for each provider account, the lists of images that may be others than before. */
export const startDueHistories = async (ctx: Context): Promise<void> => {
  for (const provider_account_id of await listAccountsWithHistoryDue(ctx))
    await ctx.jobs.enqueue(ctx.db, readHistoriesTask, { provider_account_id })
}
