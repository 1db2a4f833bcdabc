import { z } from 'zod'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { invalidField } from '../lib/errors.ts'
import type { Auth } from './auth.ts'
import { findUser, forgetTrustedBrowsers } from './queries.ts'
import { PersonName } from './schema.ts'

/**
 * Passes a request to better-auth and leaves audit events for what it changed. better-auth writes in transactions of its own,
 * so a crash between the two can lose an event; nothing else can.
 */
export const handleAuthRequest = async (ctx: Context, auth: Auth, request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url)
  const happenings = happeningsOf(ctx, pathname)
  const before = pathname === renamePath && ctx.caller.id !== null ? await findUser(ctx.db, ctx.caller.id) : undefined
  const response = await auth.handler(pathname === renamePath ? await checkedRename(request) : request)
  if (happenings.length === 0 || !response.ok) return response
  // Who signs in may hold another person's session still, so the answer goes before the cookie that came. Without a user in
  // it, a password was right but the second factor is still to come: nobody signed in yet.
  const answered = await userIdIn(response.clone())
  const userId = pathname === signInPath || ctx.caller.kind !== 'user' ? answered : (answered ?? ctx.caller.id)
  if (userId !== null) await leaveAuditEvents(ctx, userId, happenings, before)
  return response
}

const signInPath = '/api/auth/sign-in/email'
const renamePath = '/api/auth/update-user'

/** better-auth takes any name, an empty one too; ours are as everywhere else. */
const checkedRename = async (request: Request): Promise<Request> => {
  const parsed = z.object({ name: PersonName }).safeParse(await request.json().catch(() => ({})))
  if (!parsed.success) throw invalidField('name', 'Expected a name of 1 to 100 characters.')
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: JSON.stringify(parsed.data),
  })
}

type Happening = { action: `${string}.${string}`; after?: Record<string, unknown> }

/** What a request to one of better-auth's paths leads to when it is taken. A code from somebody who is not in yet signs in. */
const happeningsOf = (ctx: Context, pathname: string): Happening[] => {
  const action = auditedPaths[pathname]
  if (action === undefined) return []
  const second_factor = ctx.caller.kind === 'user' ? undefined : secondFactors[pathname]
  if (second_factor === undefined) return [{ action }]
  const signedIn: Happening = { action: 'session.started', after: { second_factor } }
  return second_factor === 'totp' ? [signedIn] : [{ action }, signedIn]
}

const secondFactors: Record<string, 'totp' | 'backup_code'> = {
  '/api/auth/two-factor/verify-totp': 'totp',
  '/api/auth/two-factor/verify-backup-code': 'backup_code',
}

const auditedPaths: Record<string, `${string}.${string}`> = {
  [signInPath]: 'session.started',
  '/api/auth/sign-out': 'session.ended',
  '/api/auth/change-password': 'user.password_changed',
  [renamePath]: 'user.renamed',
  '/api/auth/two-factor/verify-totp': 'user.second_factor_confirmed',
  '/api/auth/two-factor/verify-backup-code': 'user.backup_code_used',
  '/api/auth/two-factor/generate-backup-codes': 'user.backup_codes_replaced',
  '/api/auth/two-factor/disable': 'user.second_factor_removed',
}

/** Whoever does this may do it because somebody else has the password. */
const endsTrust: ReadonlySet<string> = new Set(['user.password_changed', 'user.second_factor_removed'])

const leaveAuditEvents = (
  ctx: Context,
  userId: string,
  happenings: readonly Happening[],
  before: { name: string } | undefined,
) =>
  inTransaction(ctx, async (ctx) => {
    const user = await findUser(ctx.db, userId)
    if (user === undefined) return
    if (happenings.some(({ action }) => endsTrust.has(action))) await forgetTrustedBrowsers(ctx.db, user.id)
    const actor = { ...ctx, caller: { ...ctx.caller, kind: 'user' as const, id: user.id, name: user.name } }
    for (const happening of happenings)
      await recordChange(actor, {
        ...happening,
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
