import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { forgetUsage } from '../insights/storage/forget-usage.ts'
import { AppError } from '../lib/errors.ts'
import { forgetToldPrices } from '../provider-accounts/prices/forget-told-prices.ts'
import { deleteRepository } from '../repositories/delete-repository.ts'
import { sandboxBackupAddonIds } from '../sandbox/contabo/products.ts'
import { clearDemoTask } from '../tasks.ts'
import { forgetRate } from './enter-rate.ts'
import { forgetStoragePrice } from './enter-storage-price.ts'
import {
  countDemo,
  type DemoIds,
  deleteAllAcrossOrganizations,
  deleteKnownAddons,
  findAccountOfLabel,
  listForeignAcrossOrganizations,
  listParts,
  listServersAcrossOrganizations,
  lockDemo,
  updateDemo,
} from './queries.ts'
import { accounts } from './story.ts'

/**
 * Takes the demo away, all at once, and for good: customers, servers, accounts, subscriptions, runs and tasks; a job then stops the
 * sandbox clouds and deletes their files. Refused while somebody's own things stand in a demo customer. Without a demo it does nothing.
 */
export const removeDemo = (ctx: Context): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    const demo = await lockDemo(ctx.db)
    if (demo?.state !== 'wanted' && demo?.state !== 'present') return
    const before = await countDemo(ctx.db)
    const ids = await idsOf(ctx)
    await requireNothingForeign(ctx, ids)
    for (const server_id of ids.server_ids) await deleteRepository(ctx, { server_id })
    const own = await listServersAcrossOrganizations(ctx.db, ids.account_ids)
    await forgetUsage(ctx, {
      server_ids: [...ids.server_ids, ...own.map(({ id }) => id)],
      organization_ids: ids.organization_ids,
    })
    await deleteAllAcrossOrganizations(ctx.db, ids)
    await forgetToldPrices(ctx)
    await forgetRate(ctx)
    await forgetStoragePrice(ctx, { location_ids: ids.location_ids })
    await deleteKnownAddons(ctx.db, 'contabo', sandboxBackupAddonIds())
    await updateDemo(ctx.db, demo.state, { state: 'removing', updated_at: ctx.clock.now() })
    await ctx.jobs.enqueue(ctx.db, clearDemoTask, {})
    await recordChange(ctx, {
      action: 'demo.removed',
      organization_id: null,
      target: { id: 'demo', name: 'Demo data' },
      before,
    })
  })

const idsOf = async (ctx: Context): Promise<DemoIds & { server_ids: string[]; location_ids: string[] }> => {
  const parts = await listParts(ctx.db)
  const of = (kind: string) => parts.filter((part) => part.kind === kind).map(({ id }) => id)
  const unnoted: string[] = []
  for (const { provider, label } of accounts) {
    const found = await findAccountOfLabel(ctx.db, provider, label)
    if (found !== undefined) unnoted.push(found.id)
  }
  const server_ids = of('server')
  return {
    server_ids,
    location_ids: of('storage_price'),
    organization_ids: of('organization'),
    account_ids: [...new Set([...of('provider_account'), ...unnoted])],
  }
}

const requireNothingForeign = async (ctx: Context, ids: DemoIds): Promise<void> => {
  const foreign = await listForeignAcrossOrganizations(ctx.db, ids)
  if (foreign.length === 0) return
  const names = foreign.map(({ what, name }) => `${what} ${name}`).join(', ')
  throw new AppError('conflict', {
    message: `Not all in the demo customers is demo data: ${names}. Give servers to another customer, and remove or end the rest, then try again.`,
    details: { foreign },
  })
}
