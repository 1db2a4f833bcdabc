import { AppError, type ErrorCode } from '../lib/errors.ts'

/** What a caller is told about an error of Postgres or of the way to it; null when the error is something else. */
export const fromDatabaseError = (error: unknown): AppError | null => {
  for (const link of chainOf(error)) {
    const code = codeOf(link)
    if (code !== null) return new AppError(code, { retryAfterSeconds: retryAfterSeconds[code], cause: error })
  }
  return null
}

/** True for errors that go away when the same transaction runs again: serialization failures, deadlocks, plans of a table that was migrated. */
export const isTransient = (error: unknown): boolean =>
  error instanceof Error && transientStates.has(fieldOf(error, 'code'))

const transientStates = new Set(['40001', '40P01', '0A000'])

const retryAfterSeconds: Partial<Record<ErrorCode, number>> = {
  database_unavailable: 2,
  request_timeout: 1,
  conflict: 1,
}

/** SQLSTATEs, and the codes of Node's socket errors, which `pg` passes on as they are. */
const codes: Record<string, ErrorCode> = {
  ECONNREFUSED: 'database_unavailable',
  ECONNRESET: 'database_unavailable',
  EPIPE: 'database_unavailable',
  ETIMEDOUT: 'database_unavailable',
  EHOSTUNREACH: 'database_unavailable',
  ENETUNREACH: 'database_unavailable',
  '57P01': 'database_unavailable', // admin_shutdown
  '57P02': 'database_unavailable', // crash_shutdown
  '57P03': 'database_unavailable', // cannot_connect_now: starting up or in recovery
  '57P05': 'database_unavailable', // idle_session_timeout
  '25P03': 'database_unavailable', // idle_in_transaction_session_timeout closes the connection
  '53300': 'database_unavailable', // too_many_connections
  '53100': 'database_full',
  '57014': 'request_timeout', // query_canceled, here always statement_timeout
  '55P03': 'request_timeout', // lock_not_available, here always lock_timeout
  '40001': 'conflict',
  '40P01': 'conflict',
  '23505': 'already_exists',
}

/** `pg` and its pool give these no code. */
const lostConnection =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/

const codeOf = (error: Error): ErrorCode | null => {
  const code = fieldOf(error, 'code')
  if (code.startsWith('08')) return 'database_unavailable'
  // The embedded Postgres listens on a socket file, which is missing while it is down. Other ENOENTs are about files.
  if ((code === 'ENOENT' || code === 'EACCES') && fieldOf(error, 'syscall') === 'connect') return 'database_unavailable'
  if ((code === 'ENOTFOUND' || code === 'EAI_AGAIN') && fieldOf(error, 'syscall') === 'getaddrinfo')
    return 'database_unavailable'
  return codes[code] ?? (lostConnection.test(error.message) ? 'database_unavailable' : null)
}

const fieldOf = (error: Error, name: 'code' | 'syscall'): string => {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : ''
}

/** The error, its causes, and the parts of an AggregateError (a host name with several addresses gives one). */
const chainOf = (error: unknown, depth = 0): Error[] => {
  if (!(error instanceof Error) || depth > 4) return []
  const parts: unknown[] = error instanceof AggregateError ? error.errors : []
  return [error, ...parts.flatMap((part) => chainOf(part, depth + 1)), ...chainOf(error.cause, depth + 1)]
}
