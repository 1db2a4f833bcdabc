import { type Context, hasRole, roleIn } from '../../context.ts'
import { countOpenTasks } from '../../operator-tasks/count-open-tasks.ts'
import { listProviderAccounts } from '../../provider-accounts/list-provider-accounts.ts'
import type { ServerCounts } from '../../servers/schema.ts'
import { worstOfStates } from '../../servers/worst-of-states.ts'
import { listOf } from './list-of.ts'
import { type Attention, attentionKinds, type OverviewQuery } from './schema.ts'

/** What needs a hand: troubles of servers, each with its worst example, and for operators accounts and tasks. */
export const listAttention = async (
  ctx: Context,
  { organization_id, counts }: OverviewQuery & { counts: ServerCounts },
): Promise<Attention[]> => {
  const states = attentionKinds.filter((kind) => counts[kind] > 0)
  const worst = await worstOfStates(ctx, { states, organization_id })
  const attention = states.map(
    (kind): Attention => ({
      kind,
      count: counts[kind],
      list: listOf('/api/servers', { organization_id, state: kind }),
      example: worst.get(kind) ?? null,
      about: null,
    }),
  )
  return [...(await accounts(ctx, organization_id)), ...attention, ...(await tasks(ctx, organization_id))]
}

const accounts = async (ctx: Context, organization_id: string | undefined): Promise<Attention[]> => {
  if (!mayManage(ctx, organization_id)) return []
  const { data } = await listProviderAccounts(ctx, { limit: 200, organization_id, failing: true })
  const [first] = data
  if (first === undefined) return []
  return [
    {
      kind: 'account_failing',
      count: data.length,
      list: listOf('/api/provider-accounts', { organization_id, failing: 'true', limit: '200' }),
      example: null,
      about: first.status_reason === null ? first.label : `${first.label}: ${first.status_reason}`,
    },
  ]
}

const tasks = async (ctx: Context, organization_id: string | undefined): Promise<Attention[]> => {
  if (!ctx.caller.operator || organization_id !== undefined) return []
  const { count, title } = await countOpenTasks(ctx)
  if (count === 0) return []
  return [
    {
      kind: 'operator_task',
      count,
      list: listOf('/api/operator-tasks', { status: 'open' }),
      example: null,
      about: title,
    },
  ]
}

/** Accounts are shown to managers. */
const mayManage = ({ caller }: Context, organization_id: string | undefined): boolean => {
  if (caller.operator) return true
  const roles =
    organization_id === undefined ? caller.memberships.map(({ role }) => role) : [roleIn(caller, organization_id)]
  return roles.some((role) => role !== null && hasRole(role, 'manager'))
}
