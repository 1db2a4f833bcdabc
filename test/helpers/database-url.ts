import type { Connection } from '../../src/db/database.ts'

/** The connection in the form of DATABASE_URL. */
export const databaseUrl = (connection: Connection): string => {
  if ('connectionString' in connection) return connection.connectionString
  const { host, port, user, database, password: secret } = connection
  const login =
    secret === undefined ? encodeURIComponent(user) : `${encodeURIComponent(user)}:${encodeURIComponent(secret)}`
  return `postgres://${login}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}
