/** Whether a statement failed because the database could not be reached, and not for what it said. */
export const isConnectionError = (error: Error): boolean =>
  ('code' in error && typeof error.code === 'string' && codes.has(error.code)) || messages.test(error.message)

const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Postgres: connection failures, shutting down, crashed, starting up, too many connections.
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

const messages =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|connection error|connection ended|query read timeout|LISTEN\/NOTIFY/i
