import { recordChange } from '../../audit/record-change.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../lib/errors.ts'
import { providerNames } from '../../providers/provider.ts'
import { accountOf } from '../../servers/account-of.ts'
import { loadServer } from '../../servers/load-server.ts'
import { orderServer } from '../../servers/order-server.ts'
import { insertRestore } from '../queries.ts'
import { requirePoint } from '../require-point.ts'
import type { NewServerWish, RestoreInput } from '../schema.ts'
import { pastSeconds } from './past-seconds.ts'
import { requireNewServer } from './require-new-server.ts'
import { requireNoSnapshot } from './require-no-snapshot.ts'

type Input = RestoreInput & { server_id: string; wish: NewServerWish; parent_run_id?: string }

/**
 * Puts down the new server, with backups off, and the restore that makes it: the deployment's own machinery orders it once and sees
 * it run. Belongs in a transaction. Throws already_exists, and what `requireNewServer` and `requireNoSnapshot` throw.
 */
export const startNewServerRestore = async (ctx: Context, input: Input): Promise<{ id: string; run_id: string }> => {
  const { wish } = input
  const source = await loadServer(ctx, { server_id: input.server_id, lock: true })
  const point = await requirePoint(ctx, source, input)
  await requireNewServer(ctx, { source, point })
  await requireNoSnapshot(ctx, source)
  const provider = providerNames.find((name) => name === source.provider)
  if (provider === undefined) throw notFound()
  const { id: target_server_id, run_id } = await orderServer(ctx, {
    ...wish,
    provider_account_id: accountOf(source),
    provider,
    organization_id: source.organization_id,
    plan_type: source.plan_type,
    image: point.ref,
    kind: 'restore',
    parent_run_id: input.parent_run_id ?? null,
    // What it was taken of answers there, and so should this.
    health_port: source.health_port,
    health_ping: source.health_ping,
    past: await pastSeconds(ctx, { id: source.id, provider, size: wish.size }, 'new_server'),
  })
  const id = ctx.ids.make('rst')
  await insertRestore(ctx.db, {
    id,
    run_id,
    server_id: source.id,
    recovery_point_id: point.id,
    mode: 'new_server',
    target_server_id,
    new_server: JSON.stringify(wish),
    include: '[]',
    overwrite: 'always',
    created_at: ctx.clock.now(),
  })
  await recordChange(ctx, {
    action: 'restore.started',
    organization_id: source.organization_id,
    target: { id, name: wish.name },
    after: { recovery_point_id: point.id, taken_at: point.taken_at, mode: 'new_server', method: point.method, ...wish },
  })
  return { id, run_id }
}
