import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BackupOptions, backupArgs } from './backup-args.ts'
import { checkArgs } from './check-args.ts'
import { copyArgs } from './copy-args.ts'
import { exactPattern } from './exact-pattern.ts'
import { lsArgs } from './ls-args.ts'
import { pruneArgs } from './prune-args.ts'
import { restoreArgs } from './restore-args.ts'
import { snapshotsArgs } from './snapshots-args.ts'

const access = { repository: 'rest:http://127.0.0.1:8484/repo/rep_1/', cache_dir: '/var/cache/x' }
const snapshot = 'da62c02ea8d6c8821dd3de926017890837b44611fdc22133e0cbd58b690e7d13'

test('writes a whole backup command', () => {
  const args = backupArgs({
    ...{ ...access, connections: 4, limit_upload_kib: 500, host: 'web-1', tags: ['a', 'b'] },
    ...{ time: '2026-03-29T02:30:00+02:00', parent: snapshot },
    ...{ paths: ['/srv', '-odd'], excludes: ['*.tmp', '--x'], exclude_caches: true, one_file_system: true },
    read_concurrency: 2,
  })
  expect(args).toEqual([
    ...['backup', '--json', '--repo=rest:http://127.0.0.1:8484/repo/rep_1/', '--cache-dir=/var/cache/x'],
    ...['--option=rest.connections=4', '--limit-upload=500', '--host=web-1', '--tag=a', '--tag=b'],
    ...['--time=2026-03-29 00:30:00', `--parent=${snapshot}`, '--exclude=*.tmp', '--exclude=--x', '--exclude-caches'],
    ...['--one-file-system', '--read-concurrency=2', '--', '/srv', '-odd'],
  ])
})

test('keeps paths and patterns from becoming flags, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.array(fc.string()), (paths, excludes) => {
      const args = backupArgs({ ...access, host: 'web-1', paths, excludes })
      const end = args.indexOf('--')
      expect(args.slice(end + 1)).toEqual(paths)
      expect(args.slice(0, end).filter((arg) => arg.startsWith('--exclude='))).toEqual(
        excludes.map((pattern) => `--exclude=${pattern}`),
      )
    }),
  )
})

test('refuses what restic would understand otherwise than meant', () => {
  const backup: BackupOptions = { ...access, host: 'web-1', paths: ['/srv'] }
  expect(() => backupArgs({ ...backup, paths: [] })).toThrow('at least one path')
  expect(() => backupArgs({ ...backup, tags: ['a,b'] })).toThrow('comma')
  expect(() => lsArgs({ ...access, snapshot_id: 'latest' })).toThrow('no id')
  expect(() => snapshotsArgs({ ...access, ids: ['--x'] })).toThrow('no id')
  const restore = { ...access, snapshot_id: snapshot, target: '/' }
  expect(() => restoreArgs({ ...restore, includes: ['/a'], excludes: ['/b'] })).toThrow('not both')
  expect(() => restoreArgs({ ...restore, delete: true })).toThrow('Name them in includes')
})

test('lets no credentials into the arguments', () => {
  const withPassword = 'rest:http://run:secret@127.0.0.1:8484/repo/rep_1/'
  expect(() => pruneArgs({ ...access, repository: withPassword })).toThrow('resticEnvironment')
  expect(() => copyArgs({ ...access, from_repository: withPassword })).toThrow('resticEnvironment')
  expect(pruneArgs({ ...access, repository: '/srv/backups@home' })).toContain('--repo=/srv/backups@home')
})

test('writes shares, parts and limits as restic reads them', () => {
  expect(checkArgs({ ...access, read_data: { part: 2, of: 7 } })).toContain('--read-data-subset=2/7')
  expect(checkArgs({ ...access, read_data: { percent: 2.5 } })).toContain('--read-data-subset=2.5%')
  expect(checkArgs({ ...access, read_data: { bytes: 5_000 } })).toContain('--read-data-subset=5K')
  expect(pruneArgs({ ...access, max_unused: 'unlimited' })).toContain('--max-unused=unlimited')
  expect(pruneArgs({ ...access, max_unused: { bytes: 1 } })).toContain('--max-unused=1')
})

test('makes a pattern of a path that fits just this path', () => {
  expect(exactPattern('/srv/a b/[1]*?\\.txt')).toBe('/srv/a b/\\[1\\]\\*\\?\\\\.txt')
})
