import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { startRun } from '../runs/start-run.ts'
import { chooseServers } from '../servers/choose-servers.ts'
import { bulkToggleTask } from '../tasks.ts'
import { insertBulkItems } from './queries.ts'
import type { BulkToggled, BulkToggleInput } from './schema.ts'

/** Switches backups of many servers, one after another, as one run. What each needs is asked for each, as with a single one. */
export const bulkToggle = (ctx: Context, input: BulkToggleInput): Promise<BulkToggled> =>
  inTransaction(ctx, async (ctx) => {
    const servers = await chooseServers(ctx, input)
    const organizations = new Set(servers.map((server) => server.organization_id))
    const [organization_id = null] = organizations.size === 1 ? organizations : []
    const run = await startRun(ctx, {
      kind: 'bulk',
      organization_id,
      progress: {
        kind: 'exact',
        percent: 0,
        note: `0 of ${servers.length} ${servers.length === 1 ? 'server' : 'servers'}`,
      },
    })
    await insertBulkItems(
      ctx.db,
      servers.map((server) => ({
        run_id: run.id,
        server_id: server.id,
        enable: input.enable,
        state: 'waiting' as const,
      })),
    )
    await recordChange(ctx, {
      action: 'run.bulk_toggle_started',
      organization_id,
      target: { id: run.id, name: input.enable ? 'enable backups' : 'disable backups' },
      after: { enable: input.enable, servers: servers.length },
    })
    await ctx.jobs.enqueue(ctx.db, bulkToggleTask, { run_id: run.id, turn: 0 })
    return { run_id: run.id, servers: servers.length }
  })
