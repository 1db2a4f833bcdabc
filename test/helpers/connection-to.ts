import type { Connection } from '../../src/db/database.ts'

/** The same server, another database. */
export const connectionTo = (connection: Connection, database?: string): Connection => {
  if (database === undefined) return connection
  if (!('connectionString' in connection)) return { ...connection, database }
  const url = new URL(connection.connectionString)
  url.pathname = `/${database}`
  return { connectionString: url.href }
}
