import { type Caller, requireOperator, requireRole } from '../context.ts'
import { AppError, notFound } from '../lib/errors.ts'
import type { Access } from '../route.ts'

/** Throws unless the caller may use a route with this access. Verbs check again what depends on the data. */
export const authorize = (access: Access, caller: Caller, params: unknown): void => {
  if (access === 'anyone' || access === 'signature' || access === 'agent') return
  if (caller.kind === 'anonymous') throw new AppError('unauthenticated')
  if (access === 'operator') requireOperator(caller)
  if (access === 'person' && caller.kind !== 'user') throw new AppError('forbidden', { message: needsPerson })
  if (typeof access === 'object') requireRole(caller, organizationIdIn(params), access.role)
}

const needsPerson = 'This belongs to a person, and an API key is none. Sign in with e-mail and password instead.'

const organizationIdIn = (params: unknown): string => {
  const isRecord = typeof params === 'object' && params !== null && 'organization_id' in params
  if (!isRecord || typeof params.organization_id !== 'string') throw notFound()
  return params.organization_id
}
