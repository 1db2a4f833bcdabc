import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { backupArgs } from '../../src/restic/args/backup-args.ts'
import { catArgs } from '../../src/restic/args/cat-args.ts'
import { checkArgs } from '../../src/restic/args/check-args.ts'
import { copyArgs } from '../../src/restic/args/copy-args.ts'
import { dumpArgs } from '../../src/restic/args/dump-args.ts'
import { findArgs } from '../../src/restic/args/find-args.ts'
import { forgetPreviewArgs } from '../../src/restic/args/forget-args.ts'
import { initArgs } from '../../src/restic/args/init-args.ts'
import { keyArgs } from '../../src/restic/args/key-args.ts'
import { listArgs } from '../../src/restic/args/list-args.ts'
import { lsArgs } from '../../src/restic/args/ls-args.ts'
import { pruneArgs } from '../../src/restic/args/prune-args.ts'
import { repairArgs } from '../../src/restic/args/repair-args.ts'
import { restoreArgs } from '../../src/restic/args/restore-args.ts'
import { snapshotsArgs } from '../../src/restic/args/snapshots-args.ts'
import { statsArgs } from '../../src/restic/args/stats-args.ts'
import { unlockArgs } from '../../src/restic/args/unlock-args.ts'
import { testRestic } from '../helpers/restic.ts'

const id = 'da62c02ea8d6c8821dd3de926017890837b44611fdc22133e0cbd58b690e7d13'
const access = {
  repository: 'rest:https://backstay.example/repo/rep_1/',
  cache_dir: '/var/cache/restic',
  connections: 5,
  limit_upload_kib: 1_000,
  limit_download_kib: 1_000,
  ca_cert: '/etc/ca.pem',
  retry_lock_seconds: 30,
}
const filter = { host: 'web-1', tags: ['a', 'b'] }
const within = '1y5m7d2h'
const backup = { ...access, ...filter, time: '2026-01-15T12:00:00Z', parent: id, dry_run: true, verbose: 2 } as const

/** Every function with every option it has, by the name of its file. */
const everything: Record<string, string[][]> = {
  'backup-args.ts': [
    backupArgs({
      ...backup,
      paths: ['/srv'],
      excludes: ['*.tmp'],
      exclude_caches: true,
      exclude_if_present: ['.nobackup'],
      exclude_larger_than_bytes: 1_000,
      one_file_system: true,
      read_concurrency: 4,
    }),
    backupArgs({ ...backup, stdin_from_command: ['pg_dump'], stdin_filename: 'shop.sql' }),
  ],
  'cat-args.ts': [catArgs({ ...access, kind: 'config' }), catArgs({ ...access, kind: 'snapshot', id })],
  'check-args.ts': [
    checkArgs({ ...access, read_data: 'all', with_cache: true }),
    checkArgs({ ...access, read_data: { percent: 5 } }),
  ],
  'copy-args.ts': [copyArgs({ ...access, from_repository: '/srv/other', ids: [id] })],
  'find-args.ts': [findArgs({ ...access, kind: 'blob', ids: [id] }), findArgs({ ...access, kind: 'tree', ids: [id] })],
  'repair-args.ts': [repairArgs({ ...access, kind: 'packs', ids: [id] }), repairArgs({ ...access, kind: 'index' })],
  'dump-args.ts': [dumpArgs({ ...access, snapshot_id: id, path: '/srv', archive: 'zip' })],
  'forget-args.ts': [
    forgetPreviewArgs({
      ...access,
      ...filter,
      group_by: 'host',
      keep: {
        ...{ last: 1, hourly: 1, daily: 1, weekly: 1, monthly: 1, yearly: 1, within, tags: ['kept'] },
        ...{ within_hourly: within, within_daily: within, within_weekly: within },
        ...{ within_monthly: within, within_yearly: within },
      },
    }),
  ],
  'init-args.ts': [initArgs({ ...access, like_repository: '/srv/other' })],
  'key-args.ts': [
    keyArgs({ ...access, action: 'list' }),
    keyArgs({ ...access, action: 'add', new_password_file: '/run/new', host: 'web-1' }),
    keyArgs({ ...access, action: 'remove', id }),
  ],
  'list-args.ts': [listArgs({ ...access, kind: 'locks' })],
  'ls-args.ts': [lsArgs({ ...access, snapshot_id: id, folders: ['/srv'], recursive: true })],
  'prune-args.ts': [pruneArgs({ ...access, max_repack_bytes: 1_000, max_unused: { percent: 5 }, dry_run: true })],
  'restore-args.ts': [
    restoreArgs({
      ...{ ...access, snapshot_id: id, target: '/srv', includes: ['/srv/a'], overwrite: 'if-changed', verbose: 2 },
      ...{ delete: true, dry_run: true, verify: true, sparse: true },
    }),
    restoreArgs({ ...access, snapshot_id: id, folder: '/srv', target: '/srv', excludes: ['*.tmp'] }),
  ],
  'snapshots-args.ts': [snapshotsArgs({ ...access, ...filter, ids: [id] })],
  'stats-args.ts': [statsArgs({ ...access, ...filter, mode: 'raw-data', ids: [id] })],
  'unlock-args.ts': [unlockArgs({ ...access, remove_all: true })],
}

test('every flag that we send is one that this restic has', async () => {
  const binary = await testRestic()
  for (const args of Object.values(everything).flat()) {
    const command = args.slice(0, args[0] === 'key' ? 2 : 1)
    const known = flagsIn(execFileSync(binary, [...command, '--help'], { encoding: 'utf8' }))
    const end = args.indexOf('--')
    const sent = args.slice(command.length, end === -1 ? args.length : end).filter((arg) => arg.startsWith('--'))
    expect(sent.length, command.join(' ')).toBeGreaterThan(2)
    const unknown = sent.map((arg) => arg.replace(/=.*/s, '')).filter((name) => !known.has(name))
    expect(unknown, `restic ${command.join(' ')}`).toEqual([])
  }
})

test('no command is left out above', () => {
  const files = readdirSync(new URL('../../src/restic/args', import.meta.url))
  const commands = files.filter((name) => name.endsWith('-args.ts') && name !== 'repository-args.ts')
  expect(commands.sort()).toEqual(Object.keys(everything).sort())
})

/** `  -x, --one-file-system   exclude other file systems` */
const flagsIn = (help: string): Set<string> =>
  new Set([...help.matchAll(/^\s+(?:-\w, )?(--[\w-]+)/gm)].map(([, name = '']) => name))
