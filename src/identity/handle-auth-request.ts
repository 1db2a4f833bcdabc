import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import type { Auth } from './auth.ts'
import { findUser } from './queries.ts'

/**
 * Passes a request to better-auth and leaves audit events for what it changed. better-auth writes in transactions of its own,
 * so a crash between the two can lose an event; nothing else can.
 */
export const handleAuthRequest = async (ctx: Context, auth: Auth, request: Request): Promise<Response> => {
  const action = auditedPaths[new URL(request.url).pathname]
  const before = action === 'user.renamed' && ctx.caller.id !== null ? await findUser(ctx.db, ctx.caller.id) : undefined
  const response = await auth.handler(request)
  if (action === undefined || !response.ok) return response
  const userId = ctx.caller.kind === 'user' ? ctx.caller.id : await userIdIn(response.clone())
  // A password was right, but the second factor is still to come: nobody signed in yet.
  if (userId !== null) await leaveAuditEvent(ctx, userId, action, before)
  return response
}

const auditedPaths: Record<string, `${string}.${string}`> = {
  '/api/auth/sign-in/email': 'session.started',
  '/api/auth/sign-out': 'session.ended',
  '/api/auth/change-password': 'user.password_changed',
  '/api/auth/update-user': 'user.renamed',
  '/api/auth/two-factor/verify-totp': 'user.second_factor_confirmed',
  '/api/auth/two-factor/verify-backup-code': 'user.backup_code_used',
  '/api/auth/two-factor/generate-backup-codes': 'user.backup_codes_replaced',
  '/api/auth/two-factor/disable': 'user.second_factor_removed',
}

const leaveAuditEvent = (
  ctx: Context,
  userId: string,
  action: `${string}.${string}`,
  before: { name: string } | undefined,
) =>
  inTransaction(ctx, async (ctx) => {
    const user = await findUser(ctx.db, userId)
    if (user === undefined) return
    const actor = { ...ctx, caller: { ...ctx.caller, kind: 'user' as const, id: user.id, name: user.name } }
    await recordChange(actor, {
      action,
      organization_id: null,
      target: { id: user.id, name: user.name },
      user_id: user.id,
      ...(before === undefined ? {} : { before: { name: before.name }, after: { name: user.name } }),
    })
  })

const userIdIn = async (response: Response): Promise<string | null> => {
  const body: unknown = await response.json().catch(() => null)
  if (typeof body !== 'object' || body === null || !('user' in body)) return null
  const { user } = body
  return typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string' ? user.id : null
}
