import { anonymousCaller, type Caller, type Membership, type Services } from '../context.ts'
import { hourMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { findApiKeyByHash, touchApiKey } from './api-key-queries.ts'
import { findSessionCaller, touchSession } from './queries.ts'
import { readSessionToken } from './read-session-token.ts'

export type Credentials = {
  /** Only of the form `Bearer …`. */
  readonly authorization: string | undefined
  readonly cookie: string | undefined
}

/**
 * Who is asking. An API key goes before a cookie. Nothing sent, or a session that ended, is the anonymous caller; a wrong key
 * throws unauthenticated, an expired one api_key_expired.
 */
export const authenticate = async (
  services: Services,
  credentials: Credentials,
  authSecret: string,
): Promise<Caller> => {
  if (credentials.authorization !== undefined) return authenticateKey(services, credentials.authorization)
  const token = readSessionToken(credentials.cookie, authSecret)
  return token === null ? anonymousCaller : authenticateSession(services, token)
}

const authenticateKey = async (services: Services, authorization: string): Promise<Caller> => {
  const [, key] = /^Bearer (bst_[\w-]{20,100})$/i.exec(authorization) ?? []
  const row = key === undefined ? undefined : await findApiKeyByHash(services.db, hashToken(key))
  if (row === undefined)
    throw new AppError('unauthenticated', {
      message: 'This API key is not known. Check that it is whole, or make a new one.',
    })
  const now = services.clock.now()
  if (row.expires_at !== null && row.expires_at <= now) throw new AppError('api_key_expired')
  if (isStale(row.last_used_at, now)) await touchApiKey(services.db, row.id, now)
  const memberships: Membership[] =
    row.organization_id === null || row.role === null ? [] : [{ organization_id: row.organization_id, role: row.role }]
  return { kind: 'api_key', id: row.id, name: row.name, operator: row.operator, memberships, session_id: null }
}

const authenticateSession = async (services: Services, token: string): Promise<Caller> => {
  const now = services.clock.now()
  const row = await findSessionCaller(services.db, token, now)
  if (row === undefined) return anonymousCaller
  if (isStale(row.seen_at, now)) await touchSession(services.db, row.session_id, now)
  return {
    kind: 'user',
    id: row.id,
    name: row.name,
    operator: row.operator,
    memberships: row.memberships,
    session_id: row.session_id,
  }
}

// "Last seen" is coarse, so that reading does not write.
const isStale = (at: string | null, now: string) => at === null || Date.parse(now) - Date.parse(at) > hourMs
