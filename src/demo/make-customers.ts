import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { createOrganization } from '../organizations/create-organization.ts'
import { bulkAdopt } from '../servers/bulk-adopt.ts'
import { changeServer } from '../servers/change-server.ts'
import { listDemoPlans, planTypeFor } from './demo-plans.ts'
import { accountIdsOf, type DemoWork, ensurePart } from './demo-work.ts'
import { listServersAcrossOrganizations } from './queries.ts'
import { customers } from './story.ts'
import { syncAccount } from './sync-account.ts'

/** Finds the machines, makes the customers, and gives each its servers. */
export const makeCustomers = async (work: DemoWork): Promise<void> => {
  const { ctx } = work
  const account_ids = [...(await accountIdsOf(ctx)).values()]
  for (const id of account_ids) await syncAccount(work, id)
  const plans = await listDemoPlans(ctx)
  const servers = await listServersAcrossOrganizations(ctx.db, account_ids)
  for (const { key, name, machines, granted } of customers) {
    const part = { key: `organization ${key}`, kind: 'organization' } as const
    const organization_id = await ensurePart(ctx, part, (ctx) => createNamed(ctx, name))
    const own = machines.flatMap((machine) => {
      const server = servers.find((one) => one.provider === machine.provider && one.name === machine.name)
      return server === undefined ? [] : [{ machine, server }]
    })
    await bulkAdopt(ctx, { organization_id, server_ids: own.map(({ server }) => server.id) })
    for (const { machine, server } of own)
      await changeServer(ctx, {
        server_id: server.id,
        plan_type: planTypeFor(
          plans,
          granted.map(({ plan }) => plan),
          machine.plan_type,
        ),
        critical: machine.critical ?? false,
      })
  }
}

/** A customer of the operators' own may have the name already. */
const createNamed = async (ctx: Context, name: string) => {
  try {
    return await createOrganization(ctx, { name })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'already_exists') throw error
    return createOrganization(ctx, { name: `${name} (demo)` })
  }
}
