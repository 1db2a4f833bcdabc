import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { currentUid } from './current-uid.ts'

/** Where everything of one embedded Postgres lies. */
export type Place = {
  readonly data_dir: string
  readonly cluster: string
  readonly log_file: string
  readonly lock_file: string
  /** Ours alone (0700); holds `socket_dir`, which belongs to the user Postgres runs as. */
  readonly runtime_dir: string
  readonly socket_dir: string
}

/** The number in the socket's file name. Nothing listens on TCP. */
export const socketPort = 5432

const longestSocketPath = process.platform === 'linux' ? 107 : 103

/** The paths that belong to a data directory (given as its real path). */
export const placeOf = (dataDir: string, temporary = tmpdir()): Place => {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  // The kernel cuts socket paths off, and data directories can lie deep, so the socket gets a short path of its own.
  // Not in XDG_RUNTIME_DIR: that goes away when its user signs out, a server started with nohup does not.
  const name = `backstay-${currentUid()}-${hash}`
  const socketDir = (base: string) => join(base, name, 'socket')
  const fits = Buffer.byteLength(join(socketDir(temporary), `.s.PGSQL.${socketPort}`)) <= longestSocketPath
  const base = fits ? temporary : '/tmp'
  return {
    data_dir: dataDir,
    cluster: join(dataDir, 'postgres'),
    log_file: join(dataDir, 'postgres.log'),
    lock_file: join(dataDir, 'postgres.lock'),
    runtime_dir: join(base, name),
    socket_dir: socketDir(base),
  }
}
