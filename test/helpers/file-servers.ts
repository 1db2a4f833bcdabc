import type { Services } from '../../src/context.ts'
import type { NewRow } from '../../src/db/tables.gen.ts'
import { newProviderAccount, newServer } from './servers.ts'

/** A server with file backups on, daily at 02:00 UTC from now on, without asking anybody. */
export const newFileServer = async (
  ctx: Services,
  organization_id: string,
): Promise<{ server_id: string; protection_id: string }> => {
  const server_id = await newServer(ctx, { organization_id, provider_account_id: await newProviderAccount(ctx) })
  return { server_id, protection_id: await newFileProtection(ctx, server_id) }
}

/** The same for a server that is there. */
export const newFileProtection = async (
  ctx: Services,
  server_id: string,
  extra: Partial<NewRow<'protections'>> = {},
): Promise<string> => {
  const now = ctx.clock.now()
  const times = { created_at: now, updated_at: now }
  const protection_id = ctx.ids.make('prt')
  const row: NewRow<'protections'> = {
    id: protection_id,
    server_id,
    method: 'files',
    desired_state: 'on',
    observed_state: 'on',
    phase: 'idle',
    plan_id: extra.plan_id === undefined ? await newFilePlan(ctx) : extra.plan_id,
    schedule: JSON.stringify({ every: 'day', at: ['02:00'], time_zone: 'UTC' }),
    wanted_since: now,
    ...times,
    ...extra,
  }
  await ctx.db.insertInto('protections').values(row).execute()
  return protection_id
}

const newFilePlan = async (ctx: Services): Promise<string> => {
  const now = ctx.clock.now()
  const times = { created_at: now, updated_at: now }
  const id = ctx.ids.make('pln')
  await ctx.db
    .insertInto('plans')
    .values({
      id,
      name: `Plan ${id}`,
      price_minor: 499,
      currency: 'EUR',
      price_as_of: now.slice(0, 10),
      retention_days: 30,
      features: [],
      methods: ['files'],
      plan_types: ['basic'],
      ...times,
    })
    .execute()
  return id
}
