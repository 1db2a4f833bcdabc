import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './until.ts'

/** A database server of the system's own packages, for tests of dumps. Everything of it lies in one folder. */
export type DatabaseServer = {
  /** For the agent: what an operator of such a machine would have set. */
  readonly env: Record<string, string>
  /** As the administrator: a statement, or a file; answers what it prints. */
  sql(text: string, database?: string): string
  /** Reads a dump back in, into a database that is there and empty, or is made by the dump. */
  load(file: string, database: string): void
  stop(): Promise<void>
}

const isRoot = process.getuid?.() === 0

/** The folder with all programs of the newest PostgreSQL server; null where there is none that can be run here. */
export const postgresPrograms = (): string | null => {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : []
  const complete = (folder: string) =>
    ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'psql'].every((name) => existsSync(join(folder, name)))
  const found = versions.map((version) => join(base, version, 'bin')).find(complete) ?? null
  return isRoot && idsOf('postgres') === null ? null : found
}

/** Paths of MariaDB's programs; null where one is missing. */
export const mariadbPrograms = () => {
  const find = (name: string) =>
    ['/usr/sbin', '/usr/bin', '/usr/local/bin'].map((folder) => join(folder, name)).find((path) => existsSync(path))
  const [server, install, client, dump] = ['mariadbd', 'mariadb-install-db', 'mariadb', 'mariadb-dump'].map(find)
  if (server === undefined || install === undefined || client === undefined || dump === undefined) return null
  return isRoot && idsOf('mysql') === null ? null : { server, install, client }
}

const idsOf = (user: string): { uid: number; gid: number } | null => {
  try {
    const id = (kind: string) =>
      Number(execFileSync('id', [kind, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

/** The system user that a server runs as; nobody else where we are not root. */
const ownerOf = (user: string) => (isRoot ? (idsOf(user) ?? {}) : {})

const giveTo = (folder: string, user: string): void => {
  mkdirSync(folder, { recursive: true })
  const ids = isRoot ? idsOf(user) : null
  if (ids !== null) chownSync(folder, ids.uid, ids.gid)
}

const stopped = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await until(() => child.exitCode !== null || child.signalCode !== null)
}

/** Starts PostgreSQL in a folder of the test's, on a socket only. */
export const startPostgres = async (programs: string, folder: string): Promise<DatabaseServer> => {
  const as = { ...ownerOf('postgres'), cwd: '/', env: { PATH: process.env.PATH, LANG: 'C.UTF-8' } }
  const program = (name: string) => join(programs, name)
  const [data, socket, bin] = [join(folder, 'data'), join(folder, 'socket'), join(folder, 'bin')]
  for (const one of [folder, data, socket]) giveTo(one, 'postgres')
  chmodSync(data, 0o700)
  const trust = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--no-sync']
  execFileSync(program('initdb'), [...trust, '-D', data], { ...as, stdio: 'pipe' })
  const child = spawn(program('postgres'), ['-D', data, '-k', socket, '-c', 'listen_addresses=', '-c', 'fsync=off'], {
    ...as,
    stdio: 'ignore',
  })
  const at = ['-h', socket, '-U', 'postgres']
  const sql = (text: string, database = 'postgres') =>
    execFileSync(program('psql'), [...at, '-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', '-d', database], {
      ...as,
      input: text,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  await until(() => isTrue(() => sql('select 1')))
  // Not the machine's usual socket: the programs are told so as an operator would.
  mkdirSync(bin)
  const dump = `#!/bin/sh\nPGHOST='${socket}' PGUSER="\${PGUSER:-postgres}" exec '${program('pg_dump')}' "$@"\n`
  writeFileSync(join(bin, 'pg_dump'), dump, { mode: 0o755 })
  return {
    env: { PATH: `${bin}:${process.env.PATH}` },
    sql,
    load: (file, database) => {
      execFileSync(program('pg_restore'), [...at, '--exit-on-error', '-d', database, file], { stdio: 'pipe' })
    },
    stop: () => stopped(child),
  }
}

/** Starts MariaDB in a folder of the test's, on a socket only. */
export const startMariadb = async (
  programs: NonNullable<ReturnType<typeof mariadbPrograms>>,
  folder: string,
): Promise<DatabaseServer> => {
  const [data, socket, home] = [join(folder, 'data'), join(folder, 'mariadb.sock'), join(folder, 'home')]
  for (const one of [folder, data]) giveTo(one, 'mysql')
  const user = isRoot ? ['--user=mysql'] : []
  const own = ['--no-defaults', `--datadir=${data}`, ...user]
  execFileSync(programs.install, [...own, '--auth-root-authentication-method=normal', '--skip-test-db'], {
    stdio: 'pipe',
  })
  const quick = ['--skip-networking', `--socket=${socket}`, `--pid-file=${join(data, 'pid')}`]
  const child = spawn(programs.server, [...own, ...quick], { stdio: 'ignore' })
  const at = ['--no-defaults', `--socket=${socket}`, '--user=root']
  const sql = (text: string, database = 'mysql') =>
    execFileSync(
      programs.client,
      [...at, '--default-character-set=utf8mb4', '--batch', '--skip-column-names', database],
      {
        input: text,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    )
  await until(() => isTrue(() => sql('select 1')))
  mkdirSync(home)
  writeFileSync(join(home, '.my.cnf'), `[client]\nsocket=${socket}\nuser=root\n`, { mode: 0o600 })
  return {
    env: { HOME: home },
    sql,
    load: (file) => {
      execFileSync('sh', ['-c', '"$0" "$@" < "$DUMP"', programs.client, ...at], {
        env: { ...process.env, DUMP: file },
        stdio: 'pipe',
      })
    },
    stop: () => stopped(child),
  }
}

const isTrue = (look: () => unknown): boolean => {
  try {
    look()
    return true
  } catch {
    return false
  }
}
