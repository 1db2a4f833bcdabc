import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { insertServer } from './queries.ts'

/** Makes the server for a machine that stands at no provider of ours; its agent is all we know of it. Backups are off. */
export const enrolMachine = (
  ctx: Context,
  input: { organization_id: string; name: string; plan_type: string },
): Promise<{ id: string; name: string }> =>
  inTransaction(ctx, async (ctx) => {
    const { organization_id, name, plan_type } = input
    await getOrganization(ctx, { organization_id })
    const id = ctx.ids.make('srv')
    const now = ctx.clock.now()
    await insertServer(ctx.db, {
      id,
      organization_id,
      provider_account_id: null,
      provider: 'machine',
      provider_ref: null,
      name,
      provider_name: name,
      plan_type,
      status: 'running',
      provider_status: 'enrolled',
      native_state: 'off',
      protections: '[]',
      created_at: now,
      updated_at: now,
    })
    await recordChange(ctx, {
      action: 'server.enrolled',
      organization_id,
      target: { id, name },
      after: { provider: 'machine', plan_type },
    })
    return { id, name }
  })
