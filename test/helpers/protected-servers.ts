import type { Context } from '../../src/context.ts'
import type { FakeCloud } from './fake-provider.ts'
import { fakeServer } from './fake-provider.ts'

/** Rows as connect, sync and grant would leave them, for tests of what comes after. */
export type Arranged = { organization_id: string; plan_id: string; subscription_id: string; server_ids: string[] }

/** An organization with `servers` servers at the fake cloud, and `places` places on a plan that covers them. */
export const arrangeServers = async (
  ctx: Context,
  cloud: FakeCloud,
  organization_id: string,
  options: { servers: number; places: number },
): Promise<Arranged> => {
  const now = ctx.clock.now()
  const times = { created_at: now, updated_at: now }
  const provider_account_id = ctx.ids.make('pac')
  await ctx.db
    .insertInto('provider_accounts')
    .values({
      id: provider_account_id,
      provider: 'digitalocean',
      label: 'Fake Cloud',
      sealed_credentials: ctx.secrets.seal('provider_credentials', provider_account_id, JSON.stringify({ token: 'x' })),
      status: 'ok',
      scopes: '[]',
      next_sync_at: '2100-01-01T00:00:00.000Z',
      ...times,
    })
    .execute()
  const server_ids: string[] = []
  for (let i = 0; i < options.servers; i++)
    server_ids.push(await arrangeServer(ctx, cloud, organization_id, provider_account_id))
  const plan_id = ctx.ids.make('pln')
  await ctx.db
    .insertInto('plans')
    .values({
      id: plan_id,
      name: `Plan ${plan_id}`,
      price_minor: 499,
      currency: 'EUR',
      price_as_of: now.slice(0, 10),
      retention_days: 7,
      features: [],
      methods: ['native'],
      plan_types: ['basic'],
      ...times,
    })
    .execute()
  const subscription_id = await arrangeSubscription(ctx, { organization_id, plan_id, quantity: options.places })
  return { organization_id, plan_id, subscription_id, server_ids }
}

export const arrangeSubscription = async (
  ctx: Context,
  input: { organization_id: string; plan_id: string; quantity: number },
): Promise<string> => {
  const now = ctx.clock.now()
  const id = ctx.ids.make('sub')
  await ctx.db
    .insertInto('subscriptions')
    .values({
      id,
      ...input,
      status: 'active',
      source: 'grant',
      price_minor: 499,
      currency: 'EUR',
      price_as_of: now.slice(0, 10),
      requested_by_name: 'test',
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}

const arrangeServer = async (ctx: Context, cloud: FakeCloud, organization_id: string, provider_account_id: string) => {
  const id = ctx.ids.make('srv')
  const seen = fakeServer(id)
  cloud.servers.push(seen)
  const now = ctx.clock.now()
  await ctx.db
    .insertInto('servers')
    .values({
      id,
      organization_id,
      provider_account_id,
      provider: 'digitalocean',
      provider_ref: seen.ref,
      name: seen.name,
      provider_name: seen.name,
      status: 'running',
      provider_status: 'active',
      native_state: 'off',
      protections: '[]',
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}
