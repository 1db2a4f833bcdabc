import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { logRun } from '../runs/log-run.ts'
import { startRun } from '../runs/start-run.ts'
import { type Choice, chooseServers } from '../servers/choose-servers.ts'
import { bulkTask } from '../tasks.ts'
import { insertBulkItems, insertBulkWork } from './queries.ts'
import type { BulkStarted, BulkWork } from './schema.ts'

/** Begins one thing with many servers, as one run with a row for each. What each needs is asked for each, as with a single one. */
export const startBulk = (ctx: Context, input: Choice & { work: BulkWork }): Promise<BulkStarted> =>
  inTransaction(ctx, async (ctx) => {
    const { work } = input
    const servers = await chooseServers(ctx, input)
    const organizations = new Set(servers.map((server) => server.organization_id))
    const [organization_id = null] = organizations.size === 1 ? organizations : []
    const many = `${servers.length} ${servers.length === 1 ? 'server' : 'servers'}`
    const run = await startRun(ctx, {
      kind: 'bulk',
      organization_id,
      progress: { kind: 'exact', percent: 0, note: `0 of ${many}` },
    })
    await insertBulkWork(ctx.db, run.id, work)
    await insertBulkItems(
      ctx.db,
      servers.map((server) => ({ run_id: run.id, server_id: server.id, state: 'waiting' as const })),
    )
    const { action, name, facts } = told(work)
    await logRun(ctx, { run_id: run.id, message: `To do: ${name}, ${many}.` })
    await recordChange(ctx, {
      action,
      organization_id,
      target: { id: run.id, name },
      after: { ...facts, servers: servers.length },
    })
    await ctx.jobs.enqueue(ctx.db, bulkTask, { run_id: run.id, turn: 0, idle: 0 })
    return { run_id: run.id, servers: servers.length }
  })

const told = (work: BulkWork) => {
  const { kind, ...facts } = work
  switch (kind) {
    case 'toggle':
      return {
        action: 'run.bulk_toggle_started',
        name: work.enable ? 'enable backups' : 'disable backups',
        facts,
      } as const
    case 'back_up':
      return { action: 'run.bulk_back_up_started', name: 'back up now', facts } as const
    case 'restore':
      return { action: 'run.bulk_restore_started', name: 'restore to new servers', facts } as const
  }
}
