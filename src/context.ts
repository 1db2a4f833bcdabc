import type { Config } from './config.ts'
import type { Db } from './db/database.ts'
import { transaction } from './db/transaction.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Clock } from './lib/clock.ts'
import { AppError, notFound } from './lib/errors.ts'
import type { Ids } from './lib/ids.ts'
import type { Log } from './lib/log.ts'
import type { Ping } from './lib/ping.ts'
import type { Reach } from './lib/reach.ts'
import type { Secrets } from './lib/secrets.ts'
import type { Providers } from './providers/providers.ts'

/** What a process is made of; built once in main.ts (and in tests), never imported from anywhere. */
export type Services = {
  readonly config: Config
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly db: Db
  readonly jobs: Jobs
  readonly secrets: Secrets
  readonly providers: Providers
  readonly reach: Reach
  readonly ping: Ping
}

/** What every verb gets: the services, who is asking, and from where. Inside `inTransaction`, `db` is the transaction. */
export type Context = Services & { readonly caller: Caller; readonly origin: Origin }

/** Where a request came from, for audit events. All null for the system's own work. */
export type Origin = {
  readonly ip_address: string | null
  readonly user_agent: string | null
  readonly request_id: string | null
}
export const noOrigin: Origin = { ip_address: null, user_agent: null, request_id: null }

export const organizationRoles = ['viewer', 'manager', 'owner'] as const
/** Roles in rising order: each may do what those before it may. */
export type Role = (typeof organizationRoles)[number]

export type Membership = { readonly organization_id: string; readonly role: Role }

/** Who is asking. API keys carry the same facts as people, so that verbs need not tell them apart. */
export type Caller = {
  readonly kind: 'user' | 'api_key' | 'system' | 'anonymous'
  readonly id: string | null
  readonly name: string
  /** Operators see and may change every organization. */
  readonly operator: boolean
  readonly memberships: readonly Membership[]
  /** The sign-in session, for people. */
  readonly session_id: string | null
}

export const systemCaller: Caller = {
  kind: 'system',
  id: null,
  name: 'Backstay',
  operator: true,
  memberships: [],
  session_id: null,
}
export const anonymousCaller: Caller = {
  kind: 'anonymous',
  id: null,
  name: 'nobody',
  operator: false,
  memberships: [],
  session_id: null,
}

/** The organizations whose data a caller may read; `all` for operators. Every query takes this or one organization's id. */
export type Scope = 'all' | readonly string[]

/** The organizations where the caller has at least the role. */
export const scopeOf = (caller: Caller, atLeast: Role = 'viewer'): Scope =>
  caller.operator ? 'all' : caller.memberships.filter((m) => hasRole(m.role, atLeast)).map((m) => m.organization_id)

export const hasRole = (role: Role, atLeast: Role): boolean =>
  organizationRoles.indexOf(role) >= organizationRoles.indexOf(atLeast)

/** The caller's role in an organization; operators count as owners. Null when it is not theirs. */
export const roleIn = (caller: Caller, organizationId: string): Role | null =>
  caller.operator ? 'owner' : (caller.memberships.find((m) => m.organization_id === organizationId)?.role ?? null)

/** Throws not_found when the organization is not the caller's (its existence is not told), forbidden when the role is too low. */
export const requireRole = (caller: Caller, organizationId: string, atLeast: Role): void => {
  const role = roleIn(caller, organizationId)
  if (role === null) throw notFound()
  if (!hasRole(role, atLeast)) throw new AppError('forbidden')
}

export const requireOperator = (caller: Caller): void => {
  if (!caller.operator) throw new AppError('forbidden')
}

/** Runs `work` in one transaction, or joins the one that `ctx` already carries. Commits when it resolves, else rolls back. */
export const inTransaction = <C extends Services, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> =>
  ctx.db.isTransaction ? work(ctx) : transaction(ctx.db, (db) => work({ ...ctx, db }))
