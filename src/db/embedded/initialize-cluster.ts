import { chownSync, closeSync, fsyncSync, mkdtempSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { explainFailure } from './explain-failure.ts'
import type { Place } from './place.ts'
import { endProcesses } from './processes.ts'
import { runAs } from './run-as.ts'
import type { ServerUser } from './server-user.ts'

const prefix = 'postgres.new-'

// The application's own role is no superuser, so that no query of ours can run programs or read files.
// It may make databases, which tests and restores into a second database need.
const firstStatements = `CREATE ROLE backstay LOGIN CREATEDB
CREATE DATABASE backstay OWNER backstay
`

/** Makes a new cluster with the role and the database we use: whole in its place, or not at all. */
export const initializeCluster = async (
  place: Place,
  binaries: Binaries,
  user: ServerUser,
  durability: 'full' | 'none',
): Promise<void> => {
  await removeUnfinishedClusters(place.data_dir)
  const folder = mkdtempSync(join(place.data_dir, prefix))
  try {
    chownSync(folder, user.uid, user.gid)
    await runOrExplain(place, user, binaries.initdb, initdbArgs(folder, durability))
    const singleUser = ['--single', '-D', folder, '-c', `fsync=${durability === 'full' ? 'on' : 'off'}`, 'postgres']
    await runOrExplain(place, user, binaries.postgres, singleUser, firstStatements)
    renameSync(folder, place.cluster)
    if (durability === 'full') syncFolder(place.data_dir)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const initdbArgs = (folder: string, durability: 'full' | 'none') => [
  ...['-D', folder, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--data-checksums'],
  ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ...['--no-instructions', ...(durability === 'full' ? [] : ['--no-sync'])],
]

const runOrExplain = async (
  place: Place,
  user: ServerUser,
  program: string,
  args: readonly string[],
  input?: string,
): Promise<void> => {
  const { ok, output } = await runAs(user, program, args, input)
  // In single-user mode a failed statement does not fail the program.
  if (!ok || /^.*\b(ERROR|FATAL|PANIC):/m.test(output)) {
    throw explainFailure('The database could not be created', output.split('\n').slice(-12).join('\n'), place)
  }
}

/** What earlier starts left behind when they were killed in the middle; their initdb may still be at work. */
const removeUnfinishedClusters = async (dataDir: string): Promise<void> => {
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith(prefix)) continue
    await endProcesses(join(dataDir, name), ['SIGKILL'])
    rmSync(join(dataDir, name), { recursive: true, force: true })
  }
}

/** A new name in a folder is on the disk only once the folder is. */
const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
