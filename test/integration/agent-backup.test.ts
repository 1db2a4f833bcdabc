import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RestoreOrders } from '../../src/agent-protocol/messages.ts'
import { type AgentWorld, createAgentWorld, newMachine, type TestMachine } from '../helpers/agent-world.ts'

let world: AgentWorld
let machine: TestMachine
beforeAll(async () => {
  world = await createAgentWorld()
  machine = await newMachine(world, 'm')
})
afterAll(() => world?.stop())

test('a machine enrols, shows what it is, and backs up with a sample of hashes', async () => {
  expect(await machine.shown()).toMatchObject({ connected: true, trouble: null, paused: false, allow_commands: false })
  await mkdir(join(machine.source, 'deep', 'er'), { recursive: true })
  await writeFile(join(machine.source, 'deep', 'er', 'two.txt'), 'second')
  const finish = await machine.finished(await machine.backUp({ excludes: ['*.tmp'] }, 5))
  expect(finish).toMatchObject({ outcome: 'succeeded', error: null, skipped_count: 0 })
  expect(finish.snapshots).toMatchObject([
    { source: 'files', paths: [machine.source], files: 2, bytes: 20, discard: false },
  ])
  expect(finish.sample.length).toBeGreaterThan(0)
  for (const { path, sha256, bytes } of finish.sample) {
    const content = await readFile(path)
    expect({ sha256, bytes }).toEqual({
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
    })
  }
  expect(await machine.names('locks')).toEqual([])
})

test('a folder that is gone fails by its name, and makes no snapshot', async () => {
  const before = await machine.names('snapshots')
  const gone = join(machine.source, 'unmounted')
  const finish = await machine.finished(await machine.backUp({ paths: [machine.source, gone] }))
  expect(finish).toMatchObject({
    outcome: 'failed',
    error: { code: 'source_missing', message: expect.stringContaining(gone) },
    snapshots: [],
  })
  expect(await machine.names('snapshots')).toEqual(before)
})

test('files come back: chosen ones, elsewhere, and nothing leads out of the target', async () => {
  await mkdir(join(machine.source, 'deep', 'er'), { recursive: true })
  await writeFile(join(machine.source, 'deep', 'er', 'two.txt'), 'second')
  const { snapshots } = await machine.finished(await machine.backUp())
  const target = join(world.folder, 'restored')
  const orders = (over: object) =>
    RestoreOrders.parse({
      kind: 'restore',
      snapshot: snapshots[0]?.snapshot,
      include: [],
      target,
      overwrite: 'always',
      dry_run: false,
      ...over,
    })
  const dry = await machine.finished(await machine.begin(orders({ dry_run: true })))
  expect(dry).toMatchObject({ outcome: 'succeeded', restored: { files: 2, bytes: 20 } })
  await expect(readFile(join(target, machine.source, 'one.txt'))).rejects.toThrow()
  const one = await machine.finished(await machine.begin(orders({ include: [join(machine.source, 'one.txt')] })))
  // Folders are none of the files, neither those on the way nor those within.
  expect(one).toMatchObject({ outcome: 'succeeded', restored: { files: 1, bytes: 14 } })
  const all = await machine.finished(await machine.begin(orders({ target: `${target}-all` })))
  expect(all).toMatchObject({ outcome: 'succeeded', restored: { files: 2, bytes: 20, skipped: 0 } })
  const again = await machine.finished(
    await machine.begin(orders({ target: `${target}-all`, overwrite: 'if-changed', include: [machine.source] })),
  )
  expect(again).toMatchObject({ outcome: 'succeeded', restored: { files: 0, skipped: 2 } })
  expect(await readFile(join(target, machine.source, 'one.txt'), 'utf8')).toBe('the first file')
  await expect(readFile(join(target, machine.source, 'deep/er/two.txt'))).rejects.toThrow()

  const outside = join(world.folder, 'outside')
  await mkdir(outside)
  await symlink(outside, join(world.folder, 'link'))
  for (const led of [
    join(world.folder, 'link'),
    join(world.folder, 'link', 'below'),
    `${target}/../up`,
    machine.state,
    'relative',
  ])
    expect(await machine.finished(await machine.begin(orders({ target: led }))), led).toMatchObject({
      outcome: 'failed',
      error: { code: 'target_refused' },
    })

  // A folder of the snapshot that is a link where it goes to.
  const trap = join(world.folder, 'trap')
  await mkdir(join(trap, world.folder), { recursive: true })
  await symlink(outside, join(trap, machine.source))
  await machine.finished(await machine.begin(orders({ target: trap })))
  await expect(readFile(join(outside, 'one.txt'))).rejects.toThrow()
})

test('device files, which would open the machine to whoever may read them, are not left in a restore', async ({
  skip,
}) => {
  const device = join(machine.source, 'disk')
  try {
    execFileSync('mknod', [device, 'b', '7', '250'], { stdio: 'ignore' })
  } catch {
    skip('This system lets nobody make devices.')
  }
  const { snapshots } = await machine.finished(await machine.backUp())
  await rm(device)
  const target = join(world.folder, 'devices')
  const orders = RestoreOrders.parse({
    kind: 'restore',
    snapshot: snapshots[0]?.snapshot,
    include: [],
    target,
    overwrite: 'always',
    dry_run: false,
  })
  expect(await machine.finished(await machine.begin(orders))).toMatchObject({ outcome: 'succeeded' })
  const names = await readdir(join(target, machine.source))
  expect(names).toContain('one.txt')
  expect(names).not.toContain('disk')
})

test('in place: what is there stays or goes as the rule says', async () => {
  const { snapshots } = await machine.finished(await machine.backUp())
  const file = join(machine.source, 'one.txt')
  await writeFile(file, 'changed since')
  const orders = (overwrite: string) =>
    RestoreOrders.parse({
      kind: 'restore',
      snapshot: snapshots[0]?.snapshot,
      include: [file],
      target: null,
      overwrite,
      dry_run: false,
    })
  await machine.finished(await machine.begin(orders('never')))
  expect(await readFile(file, 'utf8')).toBe('changed since')
  await machine.finished(await machine.begin(orders('always')))
  expect(await readFile(file, 'utf8')).toBe('the first file')
})

test('hooks: by name from the folder, before and after; a command only where the machine allows it', async () => {
  const log = join(world.folder, 'hooks.log')
  const hook = async (name: string, text: string, mode = 0o700) =>
    writeFile(join(machine.state, 'hooks', name), `#!/bin/sh\n${text}\n`, { mode })
  await hook('note', `echo "$BACKSTAY_EVENT $BACKSTAY_OUTCOME" >> ${log}; echo said`)
  await hook('fails', 'exit 7')
  await hook('closed', 'true', 0o600)
  await hook('open', 'true', 0o700)
  await chmod(join(machine.state, 'hooks', 'open'), 0o777)
  const note = { script: 'note' }
  expect(await machine.finished(await machine.backUp({ before: [note], after: [note] }))).toMatchObject({
    outcome: 'succeeded',
  })
  expect(await readFile(log, 'utf8')).toBe('before \nafter succeeded\n')
  await rm(log)
  const failed = await machine.finished(await machine.backUp({ before: [{ script: 'fails' }], after: [note] }))
  expect(failed).toMatchObject({
    outcome: 'failed',
    error: { code: 'hook_failed', message: expect.stringContaining('ended with 7') },
    snapshots: [],
  })
  expect(await readFile(log, 'utf8')).toBe('after failed\n')
  for (const [before, code] of [
    [{ script: 'closed' }, 'hook_refused'],
    [{ script: 'open' }, 'hook_refused'],
    [{ script: 'none' }, 'hook_refused'],
    [{ command: 'true' }, 'commands_not_allowed'],
  ] as const)
    expect(await machine.finished(await machine.backUp({ before: [before] })), code).toMatchObject({
      outcome: 'failed',
      error: { code },
    })
})

test('a script that sets a service going ends its backup, and the service goes on', async () => {
  const pid = join(world.folder, 'service.pid')
  const script = `sleep 600 &\necho $! > ${pid}\necho started\necho odd >&2`
  await writeFile(join(machine.state, 'hooks', 'starts'), `#!/bin/sh\n${script}\n`, { mode: 0o700 })
  const run_id = await machine.backUp({ after: [{ script: 'starts' }] })
  expect(await machine.finished(run_id)).toMatchObject({ outcome: 'succeeded', error: null })
  const service = Number(await readFile(pid, 'utf8'))
  // It throws where there is no such process.
  expect(process.kill(service, 'SIGKILL')).toBe(true)
  const { rows } = await sql<{ message: string }>`select message from run_log where run_id = ${run_id}`.execute(
    world.ctx().db,
  )
  const lines = rows.map(({ message }) => message)
  expect(lines).toContain('starts: started')
  expect(lines).toContain('starts: odd')
}, 60_000)

test('a SQLite database is dumped whole; one that is damaged, missing or empty fails and leaves no snapshot to keep', async () => {
  const path = join(world.folder, 'shop.db')
  execFileSync('sqlite3', [path, 'create table t (a); insert into t values (42);'])
  const good = await machine.finished(await machine.backUp({ paths: [], dumps: [{ kind: 'sqlite', path }] }))
  expect(good).toMatchObject({
    outcome: 'succeeded',
    snapshots: [{ source: `sqlite:${path}`, files: 1, discard: false }],
  })
  const target = join(world.folder, 'db')
  await machine.finished(
    await machine.begin(
      RestoreOrders.parse({
        kind: 'restore',
        snapshot: good.snapshots[0]?.snapshot,
        include: [],
        target,
        overwrite: 'always',
        dry_run: false,
      }),
    ),
  )
  expect(execFileSync('sqlite3', [join(target, 'shop.db'), 'select a from t'], { encoding: 'utf8' })).toBe('42\n')

  const broken = join(world.folder, 'broken.db')
  await writeFile(broken, 'this is no database, but long enough to be looked at as one by the program'.repeat(50))
  for (const one of [broken, join(world.folder, 'none.db')]) {
    const finish = await machine.finished(await machine.backUp({ dumps: [{ kind: 'sqlite', path: one }] }))
    // The folder is saved all the same.
    expect(finish).toMatchObject({
      outcome: 'failed',
      error: { code: 'dump_failed', message: expect.stringContaining(one) },
      snapshots: [{ source: 'files' }],
    })
  }
})

test('a dump whose program fails, or writes nothing, is a failure and nothing of it stays', async () => {
  const programs = join(world.folder, 'programs')
  await mkdir(programs)
  const program = (name: string, text: string) =>
    writeFile(join(programs, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  await program('mariadb-dump', 'echo "-- half of it"; echo "server version mismatch" >&2; exit 1')
  await program('pg_dump', 'case "$*" in *empty*) ;; *) echo "whole: $*"; env | grep -c RESTIC_ ;; esac')
  await program('runuser', 'shift 3; exec "$@"')
  await machine.agent().end()
  await machine.restart({ PATH: `${programs}:${process.env.PATH}` })
  const dumped = async (dump: { kind: 'mysql' | 'postgresql'; database: string }) =>
    machine.finished(await machine.backUp({ paths: [], dumps: [dump] }))

  const before = await machine.names('snapshots')
  expect(await dumped({ kind: 'mysql', database: 'shop' })).toMatchObject({
    outcome: 'failed',
    error: { code: 'dump_failed', message: expect.stringContaining('mysql:shop') },
    snapshots: [],
  })
  expect(await machine.names('snapshots')).toEqual(before)
  expect(await dumped({ kind: 'postgresql', database: 'empty' })).toMatchObject({
    outcome: 'failed',
    error: { code: 'dump_empty' },
    snapshots: [{ discard: true, bytes: 0 }],
  })
  expect(await dumped({ kind: 'postgresql', database: 'host=elsewhere' })).toMatchObject({
    outcome: 'failed',
    error: { code: 'dump_failed' },
  })
  const good = await dumped({ kind: 'postgresql', database: 'shop' })
  expect(good).toMatchObject({
    outcome: 'succeeded',
    snapshots: [{ source: 'postgresql:shop', paths: ['/shop.pgdump'], discard: false }],
  })
  const target = join(world.folder, 'pg')
  await machine.finished(
    await machine.begin(
      RestoreOrders.parse({
        kind: 'restore',
        snapshot: good.snapshots[0]?.snapshot,
        include: [],
        target,
        overwrite: 'always',
        dry_run: false,
      }),
    ),
  )
  // The program that dumps learns nothing of the repository's secrets.
  const text = await readFile(join(target, 'shop.pgdump'), 'utf8')
  expect(text).toContain('--dbname=shop')
  expect(text).not.toContain('PASSWORD')
})
