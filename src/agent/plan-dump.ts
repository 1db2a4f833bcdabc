import { lstat, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Dump } from '../agent-protocol/messages.ts'
import { startProcess } from '../restic/start-process.ts'
import { findProgram } from './find-program.ts'
import type { Workshop } from './workshop.ts'

export type PlannedDump = {
  /** Writes the dump to its standard output. */
  command: readonly string[]
  /** The name of the file in the snapshot. */
  filename: string
  /** Removes what preparing left. */
  clean(): Promise<void>
}
export type DumpRefusal = { message: string }

/** What to run for a dump, or why that cannot be. */
export const planDump = (shop: Workshop, dump: Dump): Promise<PlannedDump | DumpRefusal> => {
  if (dump.kind === 'postgresql') return planPostgres(shop, dump)
  return dump.kind === 'mysql' ? planMysql(shop, dump) : planSqlite(shop, dump)
}

const nothing = async () => undefined

/** Names that the programs would take for options or for whole connections to other machines. */
const isPlainName = (name: string): boolean => !/^-|=|:\/\//.test(name) && !name.includes('\u0000')

const fileNameOf = (name: string): string => name.replaceAll(/[^A-Za-z0-9._-]/g, '_')

const planPostgres = async (
  shop: Workshop,
  dump: Extract<Dump, { kind: 'postgresql' }>,
): Promise<PlannedDump | DumpRefusal> => {
  if (![dump.database, dump.user ?? ''].every(isPlainName)) return oddName(dump.database)
  const program = await findProgram('pg_dump', shop.config.search_path)
  if (program === null) return missing('pg_dump', 'PostgreSQL')
  // Not compressed: restic compresses by itself, and finds what stayed the same only in plain data.
  const words = [program, '--format=custom', '--compress=0', '--no-password', `--dbname=${dump.database}`]
  const filename = `${fileNameOf(dump.database)}.pgdump`
  const user = dump.user ?? 'postgres'
  const runuser = process.getuid?.() === 0 ? await findProgram('runuser', shop.config.search_path) : null
  // Servers let a system user in under the same name without a password.
  if (runuser !== null && (await isSystemUser(user, shop)))
    return { command: [runuser, '-u', user, '--', ...words], filename, clean: nothing }
  const as = dump.user === undefined ? [] : [`--username=${dump.user}`]
  return { command: [...words, ...as], filename, clean: nothing }
}

const isSystemUser = async (user: string, shop: Workshop): Promise<boolean> => {
  const id = await findProgram('id', shop.config.search_path)
  if (id === null) return false
  const { code } = await runQuietly(id, ['-u', '--', user], shop)
  return code === 'succeeded'
}

const planMysql = async (
  shop: Workshop,
  dump: Extract<Dump, { kind: 'mysql' }>,
): Promise<PlannedDump | DumpRefusal> => {
  if (![dump.database, dump.user ?? ''].every(isPlainName)) return oddName(dump.database)
  const program =
    (await findProgram('mariadb-dump', shop.config.search_path)) ??
    (await findProgram('mysqldump', shop.config.search_path))
  if (program === null) return missing('mysqldump or mariadb-dump', 'MySQL or MariaDB')
  // By itself MySQL's older program writes signs beyond the first plane, such as emoji, as question marks.
  const whole = '--default-character-set=utf8mb4'
  const options = [whole, '--single-transaction', '--quick', '--routines', '--events', '--triggers', '--skip-dump-date']
  const as = dump.user === undefined ? [] : [`--user=${dump.user}`]
  return {
    command: [program, ...options, ...as, '--databases', dump.database],
    filename: `${fileNameOf(dump.database)}.sql`,
    clean: nothing,
  }
}

/** A copy made by SQLite itself is whole whatever is being written; reading the file beside a writer would not be. */
const planSqlite = async (
  shop: Workshop,
  dump: Extract<Dump, { kind: 'sqlite' }>,
): Promise<PlannedDump | DumpRefusal> => {
  const facts = await lstat(dump.path).catch(() => null)
  if (facts === null || !facts.isFile())
    return { message: `There is no database file ${dump.path}. Correct the path in the settings of the backup.` }
  const program = await findProgram('sqlite3', shop.config.search_path)
  if (program === null) return missing('sqlite3', 'SQLite')
  const cat = (await findProgram('cat', shop.config.search_path)) ?? 'cat'
  const copy = join(shop.folder.tmp, `${shop.command.run_id}.sqlite`)
  const clean = () => rm(copy, { force: true })
  await clean()
  const { code, errors } = await runQuietly(
    program,
    ['-batch', '-bail', '-readonly', dump.path, `VACUUM INTO '${copy.replaceAll("'", "''")}'`],
    shop,
  )
  if (code === 'succeeded') return { command: [cat, '--', copy], filename: basename(dump.path), clean }
  await clean()
  return {
    message: `SQLite could not copy ${dump.path}: ${errors.trim() || 'it gave no reason'}. Check that it is a whole database.`,
  }
}

const runQuietly = async (binary: string, args: readonly string[], { config, signal }: Workshop) => {
  const environment = { PATH: config.search_path, LANG: 'C.UTF-8' }
  const started = startProcess({ binary, args, environment, signal, grace_ms: 5_000 })
  const [errors, exit] = await Promise.all([text(started.stderr), started.exit, text(started.stdout)])
  return { code: exit.code, errors }
}

const oddName = (name: string): DumpRefusal => ({
  message: `"${name}" is no plain name of a database. Correct it in the settings of the backup.`,
})

const missing = (program: string, system: string): DumpRefusal => ({
  message: `${program} is not installed on this machine. Install the client programs of ${system} in the version of its server.`,
})
