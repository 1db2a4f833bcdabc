import type { Context } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import type { ProviderName } from '../providers/provider.ts'
import type { PastSeconds } from '../runs/schema.ts'
import { startRun } from '../runs/start-run.ts'
import { deployServerTask } from '../tasks.ts'
import { insertOrder } from './order-queries.ts'
import { insertServer, isNameInAccount } from './queries.ts'
import { giveUpAfterMs } from './take-order.ts'

export type ServerOrder = {
  provider_account_id: string
  provider: ProviderName
  organization_id: string
  plan_type: string
  name: string
  region: string
  size: string
  /** The provider's own name of it; with `restore`, the recovery point there. */
  image: string
  kind: 'deploy' | 'restore'
  parent_run_id?: string | null
  /** How long the like took before. */
  past?: PastSeconds | null
  health_port?: number | null
  health_ping?: boolean
}

/**
 * Puts down a server that is to be made, with backups off (S3), and the run that makes it: a deployment, or a restore to a new
 * server. For verbs that looked at who may; belongs in their transaction. Throws already_exists.
 */
export const orderServer = async (ctx: Context, order: ServerOrder): Promise<{ id: string; run_id: string }> => {
  const { provider_account_id, organization_id, name, region, size, image } = order
  if (await isNameInAccount(ctx.db, provider_account_id, name))
    throw new AppError('already_exists', {
      message: `This provider account has a server named ${name} already. Choose another name.`,
    })
  const id = ctx.ids.make('srv')
  const now = ctx.clock.now()
  await insertServer(ctx.db, {
    id,
    organization_id,
    provider_account_id,
    provider: order.provider,
    provider_ref: null,
    name,
    provider_name: name,
    plan_type: order.plan_type,
    region,
    size,
    status: 'provisioning',
    provider_status: 'ordered',
    native_state: 'unknown',
    health_port: order.health_port ?? null,
    health_ping: order.health_ping ?? false,
    protections: '[]',
    created_at: now,
    updated_at: now,
  })
  const run = await startRun(ctx, {
    kind: order.kind,
    organization_id,
    server: { id, name },
    parent_run_id: order.parent_run_id ?? null,
  })
  await insertOrder(ctx.db, {
    run_id: run.id,
    server_id: id,
    image,
    of_point: order.kind === 'restore',
    past: order.past == null ? null : JSON.stringify(order.past),
    state: 'open',
    until: isoPlusMs(now, giveUpAfterMs),
    due_at: now,
    created_at: now,
  })
  await ctx.jobs.enqueue(ctx.db, deployServerTask, { run_id: run.id, looks: 0 })
  return { id, run_id: run.id }
}
