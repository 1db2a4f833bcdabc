import { setInterval } from 'node:timers'
import { askVersion, noTls } from './connect.ts'
import type { EmbeddedPostgres } from './embedded-postgres.ts'
import type { Place } from './place.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { isAlive } from './processes.ts'

const watchEveryMs = 500

/**
 * Joins the Postgres that another Backstay process runs in the same data directory; null while it is not ready. When its
 * owner stops, it stops: `died` resolves, queries fail, and calling `startEmbeddedPostgres` again takes over or attaches
 * anew. The socket stays at the same path, so a pool made before goes on working then.
 */
export const attach = async (place: Place): Promise<EmbeddedPostgres | null> => {
  const file = readPostmasterFile(place.cluster)
  if (!file?.ready || !isAlive(file.pid)) return null
  // From the file rather than computed: the owner may have been started with another TMPDIR.
  const connection = { host: file.socket_dir, port: file.port, user: 'backstay', database: 'backstay', ...noTls }
  const version = await askVersion(connection)
  if (version === null) return null

  let watch: NodeJS.Timeout | undefined
  const died = new Promise<{ reason: string }>((resolve) => {
    watch = setInterval(() => {
      if (isAlive(file.pid)) return
      clearInterval(watch)
      resolve({ reason: 'The Backstay process that runs the database has stopped it.' })
    }, watchEveryMs)
    watch.unref()
  })
  return { connection, owner: false, version, died, stop: async () => clearInterval(watch) }
}
