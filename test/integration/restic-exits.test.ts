import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listArgs } from '../../src/restic/args/list-args.ts'
import { pruneArgs } from '../../src/restic/args/prune-args.ts'
import { snapshotsArgs } from '../../src/restic/args/snapshots-args.ts'
import { unlockArgs } from '../../src/restic/args/unlock-args.ts'
import { snapshotList } from '../../src/restic/documents.ts'
import { resticEnvironment } from '../../src/restic/environment.ts'
import { messageOf, parseBackupEvent, parseCommonEvent } from '../../src/restic/events.ts'
import { outcomeOfBackup } from '../../src/restic/outcome.ts'
import { readResticJson } from '../../src/restic/read-restic-json.ts'
import { runRestic } from '../../src/restic/run-restic.ts'
import { backUp } from '../helpers/back-up.ts'
import { type TestRepository, testRepository } from '../helpers/restic.ts'
import { until } from '../helpers/until.ts'

const locksOf = async (at: TestRepository): Promise<number> => {
  let lines = 0
  const args = listArgs({ ...at.access, kind: 'locks' })
  await runRestic({ ...at, args, parse_event: parseCommonEvent, on_line: () => (lines += 1) })
  return lines
}

/** A backup that holds its lock until it is stopped: the command it saves never ends. */
const endlessBackup = async (at: TestRepository) => {
  const marker = join(at.folder, 'started')
  const stop = new AbortController()
  let pid = 0
  const ended = backUp(
    at,
    { stdin_from_command: ['sh', '-c', `touch '${marker}'; exec sleep 1000`], stdin_filename: 'x' },
    { signal: stop.signal, on_start: (started) => (pid = started) },
  )
  await until(() => existsSync(marker))
  return { ended, stop, pid: () => pid }
}

test('3: names what could not be read, and keeps the rest', async () => {
  const at = await testRepository()
  await writeFile(join(at.source, 'a.txt'), 'first')
  const gone = join(at.folder, 'gone')
  // Even root gets an error when it reads this from the start.
  const unreadable = `/proc/${process.pid}/mem`
  const paths = process.platform === 'linux' ? [at.source, gone, unreadable] : [at.source, gone]
  const { result, summary, errors } = await backUp(at, { paths })
  expect(result.exit).toMatchObject({ code: 'incomplete', exit_code: 3 })
  expect(summary?.snapshot_id).toMatch(/^[0-9a-f]{64}$/)
  if (process.platform === 'linux') {
    expect(errors.map(({ item }) => item)).toContain(unreadable)
    expect(errors.map(messageOf).join()).toMatch(/input\/output error/)
  }
  expect(outcomeOfBackup({ exit: result.exit, summary, previous: null, is_dump: false })).toMatchObject({
    outcome: 'warning',
    concerns: ['skipped_items'],
    discard_snapshot: false,
  })
})

test('1: a source that is gone altogether is a failure', async () => {
  const at = await testRepository()
  const { result, summary } = await backUp(at, { paths: [join(at.folder, 'gone')] })
  expect(result.exit.code).toBe('failed')
  expect(summary).toBeNull()
})

test('10: there is no repository', async () => {
  const at = await testRepository()
  const args = snapshotsArgs({ ...at.access, repository: join(at.folder, 'nowhere') })
  const { exit, value, error_message } = await readResticJson({ ...at, args, schema: snapshotList })
  expect(exit).toMatchObject({ code: 'repository_missing', exit_code: 10 })
  expect(value).toBeNull()
  expect(error_message).toContain('repository does not exist')
})

test('11: somebody else holds the repository, until that is stopped on request and its lock is gone', async () => {
  const at = await testRepository()
  const backup = await endlessBackup(at)
  expect(await locksOf(at)).toBe(1)
  const prune = await runRestic({ ...at, args: pruneArgs(at.access), parse_event: parseCommonEvent })
  expect(prune.exit).toMatchObject({ code: 'repository_locked', exit_code: 11 })
  backup.stop.abort()
  const { result, summary } = await backup.ended
  expect(result.exit).toMatchObject({ code: 'cancelled', signal: null })
  expect(summary).toBeNull()
  expect(await locksOf(at)).toBe(0)
})

test('130: stopped while it uploads', async () => {
  const at = await testRepository()
  // Slow enough to be stopped in time; what is on its way restic brings to its end first.
  await writeFile(join(at.source, 'large'), randomBytes(1_200_000))
  const environment = { ...at.environment, RESTIC_PROGRESS_FPS: '20' }
  const stop = new AbortController()
  const on_event = () => stop.abort()
  const { result } = await backUp(at, { limit_upload_kib: 400 }, { environment, signal: stop.signal, on_event })
  expect(result.exit).toMatchObject({ code: 'cancelled', signal: null })
  // Up to 0.18 a backup that is stopped ends with 1.
  expect([1, 130]).toContain(result.exit.exit_code)
  expect(await locksOf(at)).toBe(0)
})

test('killed: the lock stays until it is removed', async () => {
  const at = await testRepository()
  const backup = await endlessBackup(at)
  process.kill(-backup.pid(), 'SIGKILL')
  const { result } = await backup.ended
  expect(result.exit).toMatchObject({ code: 'killed', exit_code: null, signal: 'SIGKILL' })
  expect(await locksOf(at)).toBe(1)
  const unlock = await runRestic({ ...at, args: unlockArgs(at.access), parse_event: parseCommonEvent })
  expect(unlock.exit.code).toBe('succeeded')
  expect(await locksOf(at)).toBe(0)
})

test('12: the password is wrong, and is not repeated', async () => {
  const at = await testRepository()
  const environment = resticEnvironment({ password: 'a-wrong-password', search_path: '/usr/bin' })
  const heard = await readResticJson({ ...at, environment, args: snapshotsArgs(at.access), schema: snapshotList })
  expect(heard.exit).toMatchObject({ code: 'wrong_password', exit_code: 12 })
  expect(JSON.stringify(heard)).not.toContain('a-wrong-password')
})

test('not started: there is no such program', async () => {
  const at = await testRepository()
  const binary = join(at.folder, 'no-restic')
  const { exit } = await runRestic({ ...at, binary, args: snapshotsArgs(at.access), parse_event: parseBackupEvent })
  expect(exit).toMatchObject({ code: 'not_started', exit_code: null })
})
