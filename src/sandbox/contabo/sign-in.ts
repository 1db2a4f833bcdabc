import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { refuse } from './answers.ts'
import { accountOf, tablesOf } from './state.ts'

export const tokenOperation = 'getToken'
const lifeSeconds = 300

/** The sign-in service: OAuth2 password grant, errors in OAuth2's own form. */
export const grantToken = ({ body }: SandboxRequest, world: World): Answer => {
  const tables = tablesOf(world.store)
  const account = accountOf(tables)
  const form: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {}
  if (form.grant_type !== 'password') return oauth(400, 'unsupported_grant_type', 'Unsupported grant_type')
  if (form.client_id !== account.client_id || form.client_secret !== account.client_secret) {
    return oauth(401, 'unauthorized_client', 'Invalid client or Invalid client credentials')
  }
  if (form.username !== account.api_user || form.password !== account.api_password) {
    return oauth(401, 'invalid_grant', 'Invalid user credentials')
  }
  const expires_ms = world.clock.nowMs() + lifeSeconds * 1000
  for (const { token, expires_ms: ended } of tables.tokens.all()) {
    if (ended <= world.clock.nowMs()) tables.tokens.delete(token)
  }
  const claims = { tenantId: account.tenant_id, customerId: account.customer_id, preferred_username: account.api_user }
  const token = [
    { alg: 'RS256', typ: 'JWT' },
    { ...claims, exp: Math.floor(expires_ms / 1000), jti: world.random.uuid() },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('sandbox-signature')
    .join('.')
  tables.tokens.put(token, { token, expires_ms })
  const answer = {
    access_token: token,
    expires_in: lifeSeconds,
    refresh_expires_in: 1800,
    token_type: 'Bearer',
    scope: 'openid',
  }
  return { status: 200, body: answer }
}

const oauth = (status: number, error: string, error_description: string): Answer => ({
  status,
  body: { error, error_description },
})

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[089ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** What every call of the API must bring: a token that holds, a request id, a role that allows the operation. */
export const checkCaller = (request: SandboxRequest, world: World, operation: string): Answer | null => {
  if (operation === tokenOperation) return null
  const tables = tablesOf(world.store)
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const held = tables.tokens.get(token)
  if (held === undefined || held.expires_ms <= world.clock.nowMs()) return refuse(401, 'Unauthorized')
  if (!uuid4.test(request.headers['x-request-id'] ?? '')) {
    return refuse(400, 'x-request-id must be a UUID of version 4')
  }
  if (accountOf(tables).denied.includes(operation))
    return refuse(403, 'Forbidden. The role of this user does not allow it')
  return null
}
