import { recordChange } from '../audit/record-change.ts'
import { type Context, hasRole, inTransaction, type Role, requireOperator, roleIn } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { AppError, invalidField, notFound } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { insertApiKey } from './api-key-queries.ts'
import { holdRights } from './hold-rights.ts'
import { personBehind } from './person-behind.ts'
import { findOrganizationName } from './queries.ts'
import type { CreateApiKeyInput, CreatedApiKey } from './schema.ts'

/** Makes a key whose secret is in this reply and nowhere else: the table holds its hash. */
export const createApiKey = (ctx: Context, input: CreateApiKeyInput): Promise<CreatedApiKey> =>
  inTransaction(ctx, async (before) => {
    const ctx = { ...before, caller: await holdRights(before) }
    const scope = input.operator ? operatorScope(ctx, input) : await organizationScope(ctx, input)
    const key = `bst_${ctx.ids.secret()}`
    const created_at = ctx.clock.now()
    const { organization_name, ...stored } = scope
    const row = {
      id: ctx.ids.make('key'),
      name: input.name,
      prefix: key.slice(0, 8),
      ...stored,
      operator: input.operator,
      created_at,
      expires_at: input.expires_in_days ? isoPlusMs(created_at, input.expires_in_days * dayMs) : null,
      last_used_at: null,
    }
    const created_by = await personBehind(ctx)
    await insertApiKey(ctx.db, { ...row, key_hash: hashToken(key), created_by, created_by_name: ctx.caller.name })
    await recordChange(ctx, {
      action: 'api_key.created',
      organization_id: row.organization_id,
      target: { id: row.id, name: row.name },
      after: { role: row.role, operator: row.operator, expires_at: row.expires_at },
    })
    return { ...row, organization_name, created_by: ctx.caller.name, key }
  })

const operatorScope = (ctx: Context, input: CreateApiKeyInput) => {
  requireOperator(ctx.caller)
  if (input.organization_id)
    throw invalidField('organization_id', 'An operator key belongs to no organization. Leave this out.')
  if (input.role) throw invalidField('role', 'An operator key has no role. Leave this out.')
  return { organization_id: null, organization_name: null, role: null }
}

const organizationScope = async (ctx: Context, input: CreateApiKeyInput) => {
  const { memberships } = ctx.caller
  const organization_id =
    input.organization_id ?? (memberships.length === 1 ? memberships[0]?.organization_id : undefined)
  if (organization_id === undefined) throw invalidField('organization_id', 'Say which organization the key is for.')
  const own = roleIn(ctx.caller, organization_id)
  const organization = own === null ? undefined : await findOrganizationName(ctx.db, organization_id)
  if (own === null || organization === undefined) throw notFound()
  if (!hasRole(own, 'manager')) throw new AppError('forbidden')
  const role: Role = input.role ?? 'viewer'
  if (!hasRole(own, role))
    throw new AppError('forbidden', { message: `You are ${own} here; a key cannot have a higher role.` })
  return { organization_id, organization_name: organization.name, role }
}
