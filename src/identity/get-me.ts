import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { version } from '../version.ts'
import { findOrganizationName, findUser, listMembershipsOfUser } from './queries.ts'
import type { Me } from './schema.ts'

/** Who the caller is and what is theirs. */
export const getMe = async (ctx: Context): Promise<Me> => {
  const { caller } = ctx
  if (caller.id === null) throw new AppError('unauthenticated')
  const installation = { name: 'Backstay', version }
  if (caller.kind === 'api_key') {
    const memberships = await membershipsOfKey(ctx)
    return {
      user: null,
      api_key: { id: caller.id, name: caller.name },
      operator: caller.operator,
      memberships,
      installation,
    }
  }
  const user = await findUser(ctx.db, caller.id)
  if (user === undefined) throw new AppError('unauthenticated')
  const { id, name, email, operator, two_factor_enabled, time_zone, created_at } = user
  return {
    user: { id, name, email, operator, two_factor_enabled, time_zone, created_at },
    api_key: null,
    operator,
    memberships: await listMembershipsOfUser(ctx.db, id),
    installation,
  }
}

const membershipsOfKey = async (ctx: Context): Promise<Me['memberships']> => {
  const [membership] = ctx.caller.memberships
  const organization = membership && (await findOrganizationName(ctx.db, membership.organization_id))
  if (membership === undefined || organization === undefined) return []
  return [
    { member_id: null, organization_id: organization.id, organization_name: organization.name, role: membership.role },
  ]
}
