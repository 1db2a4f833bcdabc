import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { StartupError } from '../../lib/startup-error.ts'
import { childEnvironment } from './child-environment.ts'
import { currentUid } from './current-uid.ts'

/**
 * Which identity Postgres runs as. It refuses to run as root, so for root there are two ways, tried in this order:
 *
 * - `user_namespace`: root outside, an ordinary user inside a namespace of its own. Files stay root's, like everything else
 *   in the data directory, so copying and restoring it keeps working, and a checkout under /root is no obstacle. Containers
 *   often forbid it, and it cannot enter folders closed to others (0700) that belong to another user.
 * - `system_user`: an unprivileged system user that keeps one capability, to pass closed folders. So binaries and
 *   cluster stay where they are, and nothing is copied.
 *
 * Either may be available on one day and not on the next (another kernel, a container). The cluster therefore changes owner
 * at start when it must (`ownCluster`); only root gets here, and only while Postgres is stopped.
 */
export type ServerUserMethod = 'same_user' | 'user_namespace' | 'system_user'

export type ServerUser = {
  readonly method: ServerUserMethod
  /** Who owns the cluster's files, as we see them. */
  readonly uid: number
  readonly gid: number
  /** What to run so that `file` runs as that user. No extra process stays: the wrappers replace themselves. */
  command(file: string, args: readonly string[]): { file: string; args: string[] }
}

/** Picks the first way that works here, by trying it. `methods` narrows the choice, for tests. */
export const chooseServerUser = (
  postgres: string,
  dataDir: string,
  methods: readonly ServerUserMethod[] = ['same_user', 'user_namespace', 'system_user'],
): ServerUser => {
  const failures: string[] = []
  for (const user of candidates().filter((candidate) => methods.includes(candidate.method))) {
    const failure = failureOf(user, postgres, dataDir)
    if (failure === null) return user
    failures.push(`${user.method}: ${failure}`)
  }
  throw new StartupError(
    `Postgres does not run as ${currentUid() === 0 ? 'root' : `user ${currentUid()}`}, and no other way worked here. ${failures.join(' ')}`,
    'Start Backstay as an ordinary user that is listed in /etc/passwd, or set DATABASE_URL to a PostgreSQL server (15 or later).',
  )
}

const candidates = (): ServerUser[] => {
  const uid = currentUid()
  const gid = process.getgid?.() ?? -1
  const same: ServerUser = { method: 'same_user', uid, gid, command: (file, args) => ({ file, args: [...args] }) }
  // initdb also refuses users without a name, as `docker run -u 1234` makes them.
  if (uid !== 0 && hasName()) return [same]
  const system = systemUser()
  const mapped = ['--user', `--map-user=${system.uid}`, `--map-group=${system.gid}`, '--']
  const namespace: ServerUser = {
    method: 'user_namespace',
    uid,
    gid,
    command: (file, args) => ({ file: 'unshare', args: [...mapped, file, ...args] }),
  }
  if (uid !== 0) return [namespace]
  return [namespace, ...['dac_read_search', 'dac_override'].map((capability) => systemUserWith(system, capability))]
}

const systemUserWith = (system: { uid: number; gid: number }, capability: string): ServerUser => {
  const identity = [`--reuid=${system.uid}`, `--regid=${system.gid}`, '--clear-groups']
  const capabilities = [`--inh-caps=-all,+${capability}`, `--ambient-caps=-all,+${capability}`]
  // Without it access(2) overlooks the capability, and initdb asks that way whether it may run the programs under /root.
  const rules = ['--securebits=+no_setuid_fixup']
  return {
    method: 'system_user',
    ...system,
    command: (file, args) => ({ file: 'setpriv', args: [...identity, ...capabilities, ...rules, '--', file, ...args] }),
  }
}

const hasName = (): boolean => {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/** The system users that may own the cluster when root starts us, in order of preference. */
const systemUserNames = ['backstay', 'postgres', 'daemon', 'nobody']

/** The system users of this machine that may own a cluster. */
export const systemUsersIn = (passwd: string): { name: string; uid: number; gid: number }[] => {
  const users = passwd.split('\n').map((line) => line.split(':'))
  return systemUserNames.flatMap((name) => {
    const [, , uid, gid] = users.find(([found]) => found === name) ?? []
    return Number(uid) > 0 && Number(gid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

export const systemUsers = () => (existsSync('/etc/passwd') ? systemUsersIn(readFileSync('/etc/passwd', 'utf8')) : [])

const systemUser = () => systemUsers()[0] ?? { uid: 65_534, gid: 65_534 }

/** Why a way does not work, or null. Also asks whether that user gets to the programs and into the data directory. */
const failureOf = (user: ServerUser, postgres: string, dataDir: string): string | null => {
  if (user.method === 'same_user') return null
  const script = 'test "$(id -u)" != 0 && cd "$2" && "$1" --version'
  const { file, args } = user.command('/bin/sh', ['-c', script, 'sh', postgres, dataDir])
  const probe = spawnSync(file, args, { env: childEnvironment, encoding: 'utf8', timeout: 10_000 })
  if (probe.status === 0) return null
  return (probe.error?.message ?? probe.stderr).trim() || `exit code ${probe.status}`
}
