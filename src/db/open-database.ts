import { Client } from 'pg'
import type { Config } from '../config.ts'
import type { Log } from '../lib/log.ts'
import { type Connection, createDb, createPool, type Db, type PoolOptions } from './database.ts'
import type { EmbeddedPostgres } from './embedded/embedded-postgres.ts'
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts'
import { migrate } from './migrate.ts'

export type OpenDatabase = {
  readonly kind: 'embedded' | 'external'
  readonly connection: Connection
  readonly db: Db
  /** A further pool beside `db`'s, closed with it. */
  createPool(options: Pick<PoolOptions, 'max' | 'application_name' | 'plainTypes'>): ReturnType<typeof createPool>
  /** A client of its own, not connected yet, for LISTEN. */
  createClient(): Client
  close(): Promise<void>
}

const statementTimeoutMs = 15_000

/**
 * Starts or attaches to the embedded Postgres, or takes the one DATABASE_URL names, and migrates it. While open, an embedded
 * Postgres that dies is started again. Throws a StartupError.
 */
export const openDatabase = async (config: Config, log: Log, options: { max: number }): Promise<OpenDatabase> => {
  const embedded = config.database_url === null ? await keepRunning(config.data_dir, log) : null
  const connection = embedded?.connection ?? { connectionString: config.database_url ?? '' }
  try {
    const applied = await migrate(connection, { log })
    if (applied.length > 0) log.info({ migrations: applied }, 'The database was brought to the newest schema')
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  const pools: ReturnType<typeof createPool>[] = []
  let closing = false
  // While closing, Postgres may end a connection just before we do.
  const onError = (error: Error) => (closing ? undefined : reportLoss(log, error))
  const addPool: OpenDatabase['createPool'] = (pool) => {
    const created = createPool(connection, {
      ...pool,
      statement_timeout_ms: statementTimeoutMs,
      onError,
    })
    pools.push(created)
    return created
  }
  const db = createDb(addPool({ max: options.max, application_name: 'backstay' }))
  return {
    kind: embedded === null ? 'external' : 'embedded',
    connection,
    db,
    createPool: addPool,
    createClient: () =>
      new Client({ ...connection, application_name: 'backstay events', connectionTimeoutMillis: 5_000 }),
    close: async () => {
      closing = true
      await db.destroy()
      await Promise.all(pools.filter((pool) => !pool.ended).map((pool) => pool.end()))
      await embedded?.stop()
    },
  }
}

/** The error itself carries the whole client; the words are enough. */
const reportLoss = (log: Log, error: Error): void => {
  const code = 'code' in error ? error.code : undefined
  log.warn({ code, failure: error.message }, 'A database connection was lost')
}

/** The embedded Postgres, started again whenever it ends without being told to. */
const keepRunning = async (dataDir: string, log: Log): Promise<Pick<EmbeddedPostgres, 'connection' | 'stop'>> => {
  const start = () =>
    startEmbeddedPostgres({ data_dir: dataDir, log: (line, details) => log.info(details ?? {}, line) })
  let current = await start()
  let stopping = false
  let restarting: Promise<void> = Promise.resolve()
  const watch = (postgres: EmbeddedPostgres) => {
    void postgres.died.then(({ reason }) => {
      if (stopping) return
      log.error({ reason }, 'Postgres ended by itself and is started again')
      restarting = restart()
    })
  }
  const restart = async () => {
    for (let waitMs = 200; !stopping; waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        current = await start()
        if (stopping) return
        return watch(current)
      } catch (error) {
        log.error({ err: error }, 'Postgres could not be started again; trying on')
        await new Promise((resolve) => setTimeout(resolve, waitMs))
      }
    }
  }
  watch(current)
  return {
    connection: current.connection,
    stop: async () => {
      stopping = true
      await restarting
      await current.stop()
    },
  }
}
