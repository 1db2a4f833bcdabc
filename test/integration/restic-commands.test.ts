import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catArgs } from '../../src/restic/args/cat-args.ts'
import { checkArgs } from '../../src/restic/args/check-args.ts'
import { copyArgs } from '../../src/restic/args/copy-args.ts'
import { dumpArgs } from '../../src/restic/args/dump-args.ts'
import { exactPattern } from '../../src/restic/args/exact-pattern.ts'
import { forgetPreviewArgs } from '../../src/restic/args/forget-args.ts'
import { initArgs } from '../../src/restic/args/init-args.ts'
import { keyArgs } from '../../src/restic/args/key-args.ts'
import { lsArgs } from '../../src/restic/args/ls-args.ts'
import { pruneArgs } from '../../src/restic/args/prune-args.ts'
import { restoreArgs } from '../../src/restic/args/restore-args.ts'
import { snapshotsArgs } from '../../src/restic/args/snapshots-args.ts'
import { statsArgs } from '../../src/restic/args/stats-args.ts'
import { forgetGroups, keyList, repositoryConfig, repositoryStats, snapshotList } from '../../src/restic/documents.ts'
import { resticEnvironment } from '../../src/restic/environment.ts'
import { parseCheckEvent, parseCommonEvent, parseRestoreEvent, type RestoreSummary } from '../../src/restic/events.ts'
import { readLsNodes } from '../../src/restic/ls-nodes.ts'
import { readResticJson } from '../../src/restic/read-restic-json.ts'
import { runRestic } from '../../src/restic/run-restic.ts'
import { streamRestic } from '../../src/restic/stream-restic.ts'
import { backUp } from '../helpers/back-up.ts'
import { collect } from '../helpers/collect.ts'
import { type TestRepository, testRepository } from '../helpers/restic.ts'

const ask = <T extends Parameters<typeof readResticJson>[0]['schema']>(
  { binary, environment }: TestRepository,
  args: string[],
  schema: T,
) => readResticJson({ binary, environment, args, schema })

test('backs up, lists, reads and restores', async () => {
  const at = await testRepository()
  await writeFile(join(at.source, 'a.txt'), 'first')
  await writeFile(join(at.source, 'b[1]*.txt'), 'second')
  const { summary, result } = await backUp(at, { tags: ['daily'], time: '2026-01-15T12:00:00.000Z' })
  expect(result.exit).toMatchObject({ code: 'succeeded', exit_code: 0, remedy: '' })
  expect(summary).toMatchObject({ files_new: 2, total_files_processed: 2, total_bytes_processed: 11 })
  const id = summary?.snapshot_id ?? ''

  const snapshots = await ask(at, snapshotsArgs({ ...at.access, tags: ['daily'] }), snapshotList)
  expect(snapshots.value).toMatchObject([{ id, hostname: 'web-1', paths: [at.source], tags: ['daily'] }])
  expect(new Date(snapshots.value?.[0]?.time ?? 0).toISOString()).toBe('2026-01-15T12:00:00.000Z')
  expect((await ask(at, snapshotsArgs({ ...at.access, tags: ['daily', 'other'] }), snapshotList)).value).toEqual([])

  const list = streamRestic({ ...at, args: lsArgs({ ...at.access, snapshot_id: id, folders: [at.source] }) })
  const nodes = await collect(readLsNodes(list.stdout))
  expect((await list.result).exit.code).toBe('succeeded')
  expect(nodes.filter(({ type }) => type === 'file').map(({ name, size }) => [name, size])).toEqual([
    ['a.txt', 5],
    ['b[1]*.txt', 6],
  ])

  const path = join(at.source, 'b[1]*.txt')
  const dump = streamRestic({ ...at, args: dumpArgs({ ...at.access, snapshot_id: id, path }) })
  expect(Buffer.concat(await collect(dump.stdout)).toString()).toBe('second')
  expect((await dump.result).exit.code).toBe('succeeded')

  const target = join(at.folder, 'restored')
  let restored: RestoreSummary | null = null
  const restore = await runRestic({
    ...at,
    args: restoreArgs({ ...at.access, snapshot_id: id, target, includes: [exactPattern(path)], verify: true }),
    parse_event: parseRestoreEvent,
    on_event: (event) => {
      if (event.message_type === 'summary') restored = event
    },
  })
  expect(restore.exit.code).toBe('succeeded')
  expect(restored).toMatchObject({ total_bytes: 6, bytes_restored: 6 })
  expect(await readFile(join(target, path), 'utf8')).toBe('second')
  await expect(readFile(join(target, at.source, 'a.txt'))).rejects.toThrow('ENOENT')
})

test('tells what restic would keep', async () => {
  const at = await testRepository()
  for (const [index, time] of ['2026-01-14T12:00:00Z', '2026-01-15T11:00:00Z', '2026-01-15T12:00:00Z'].entries()) {
    await writeFile(join(at.source, 'a.txt'), String(index))
    await backUp(at, { time })
  }
  const args = forgetPreviewArgs({ ...at.access, keep: { daily: 2 }, group_by: 'host' })
  const { value } = await ask(at, args, forgetGroups)
  expect(value).toHaveLength(1)
  expect(value?.[0]?.keep.map(({ time }) => time)).toEqual(['2026-01-15T12:00:00Z', '2026-01-14T12:00:00Z'])
  expect(value?.[0]?.remove.map(({ time }) => time)).toEqual(['2026-01-15T11:00:00Z'])
  expect(value?.[0]?.reasons[0]?.matches).toEqual(['daily snapshot'])
  expect((await ask(at, snapshotsArgs(at.access), snapshotList)).value).toHaveLength(3)
})

test('checks, prunes, copies and counts', async () => {
  const at = await testRepository()
  await writeFile(join(at.source, 'a.txt'), 'x'.repeat(10_000))
  const { summary } = await backUp(at)
  const events: unknown[] = []
  const check = await runRestic({
    ...at,
    args: checkArgs({ ...at.access, read_data: 'all' }),
    parse_event: parseCheckEvent,
    on_event: (event) => events.push(event),
  })
  expect(check.exit.code).toBe('succeeded')
  // restic says it in JSON from 0.18 on.
  if (events.length > 0) expect(events.at(-1)).toMatchObject({ message_type: 'summary', num_errors: 0 })

  const prune = { ...at, args: pruneArgs({ ...at.access, max_repack_bytes: 1_000_000, max_unused: { percent: 5 } }) }
  expect((await runRestic({ ...prune, parse_event: parseCommonEvent })).exit.code).toBe('succeeded')

  const from = { repository: at.access.repository, password: 'a-test-password' }
  const other = { ...at.access, repository: join(at.folder, 'other') }
  const environment = resticEnvironment({ password: 'another', from, search_path: '/usr/bin:/bin' })
  const common = { binary: at.binary, environment, parse_event: parseCommonEvent }
  const init = initArgs({ ...other, like_repository: from.repository })
  expect((await runRestic({ ...common, args: init })).exit.code).toBe('succeeded')
  const copied = await runRestic({ ...common, args: copyArgs({ ...other, ids: [summary?.snapshot_id ?? ''] }) })
  expect(copied.exit.code).toBe('succeeded')
  const elsewhere = { ...at, environment }
  expect((await ask(elsewhere, snapshotsArgs(other), snapshotList)).value).toHaveLength(1)

  expect((await ask(at, statsArgs({ ...at.access, mode: 'restore-size' }), repositoryStats)).value).toMatchObject({
    total_size: 10_000,
    snapshots_count: 1,
  })
  expect((await ask(at, catArgs({ ...at.access, kind: 'config' }), repositoryConfig)).value?.version).toBe(2)
  expect((await ask(at, keyArgs({ ...at.access, action: 'list' }), keyList)).value).toHaveLength(1)
})

test('takes the output of a command, and nothing when the command fails', async () => {
  const at = await testRepository()
  const command = ['sh', '-c', 'echo "secret:$RESTIC_PASSWORD$RESTIC_REST_PASSWORD"']
  const whole = await backUp(at, { stdin_from_command: command, stdin_filename: 'shop.sql' })
  const args = dumpArgs({ ...at.access, snapshot_id: whole.summary?.snapshot_id ?? '', path: '/shop.sql' })
  const dump = streamRestic({ ...at, args })
  // The command learns nothing of the keys.
  expect(Buffer.concat(await collect(dump.stdout)).toString()).toBe('secret:\n')

  const broken = await backUp(at, { stdin_from_command: ['sh', '-c', 'echo half; exit 7'], stdin_filename: 'shop.sql' })
  expect(broken.result.exit.code).toBe('failed')
  expect(broken.summary?.snapshot_id).toBeUndefined()
  expect((await ask(at, snapshotsArgs(at.access), snapshotList)).value).toHaveLength(1)
})

test('says that a path is not in the snapshot, instead of an empty file', async () => {
  const at = await testRepository()
  await writeFile(join(at.source, 'a.txt'), 'first')
  const { summary } = await backUp(at)
  const args = dumpArgs({ ...at.access, snapshot_id: summary?.snapshot_id ?? '', path: '/nowhere' })
  const dump = streamRestic({ ...at, args })
  expect(await collect(dump.stdout)).toEqual([])
  const result = await dump.result
  expect(result.exit.code).toBe('failed')
  expect(result.error_message).toContain('nowhere')
})
