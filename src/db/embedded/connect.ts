import pg from 'pg'

export type SocketConnection = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly ssl: false
}

/** A socket file has no TLS. Said here, since `pg` would take PGSSLMODE from the environment otherwise. */
export const noTls = { ssl: false } as const

/** The version of the Postgres behind a socket; null while nobody answers there or it is still starting. */
export const askVersion = async (connection: SocketConnection): Promise<string | null> => {
  const client = new pg.Client({ ...connection, application_name: 'backstay start', connectionTimeoutMillis: 5_000 })
  // The server may go away between two steps; the steps themselves reject then.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    return rows[0]?.server_version ?? null
  } catch (error) {
    if (isNotYet(error)) return null
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

// No socket yet, nobody listens, hung up, and Postgres' own "cannot connect now" (starting, stopping, recovering).
const notYetCodes = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03'])

const isNotYet = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && notYetCodes.has(String(error.code))) || /terminated unexpectedly|timeout/.test(error.message))
