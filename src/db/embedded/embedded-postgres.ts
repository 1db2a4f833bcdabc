import type { ServerUserMethod } from './server-user.ts'

export type EmbeddedPostgres = {
  /** `host` is the socket's directory. */
  readonly connection: { host: string; port: number; user: string; database: string; password?: string; ssl: false }
  /** False: attached to one that another Backstay process runs. */
  readonly owner: boolean
  readonly version: string
  /** Owner: fast shutdown, resolves when it is gone. Attached: leaves it running while it has an owner. */
  stop(): Promise<void>
  /** Resolves when Postgres ends without `stop()`. Calling `startEmbeddedPostgres` again is then the way on. */
  readonly died: Promise<{ reason: string }>
}

export type EmbeddedPostgresOptions = {
  data_dir: string
  log: (line: string, details?: object) => void
  /** `none` loses data in a power cut: for tests only. */
  durability?: 'full' | 'none'
  /** Lines for postgresql.conf that override ours. */
  settings?: Record<string, string>
  /** Ways to run Postgres that may be tried; all unless a test narrows them. */
  server_users?: readonly ServerUserMethod[]
}
