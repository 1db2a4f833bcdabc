import { chmod, lstat, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testClock } from '../lib/clock.ts'
import { createSkippedList } from './concerns.ts'
import { findHooks, whyNotHook } from './find-hooks.ts'
import { holdStateFolder } from './hold-state-folder.ts'
import { parseOptions } from './options.ts'
import { prepareTarget } from './safe-target.ts'
import { createSay } from './say.ts'
import { serverUrl } from './server-url.ts'
import { createSpeedometer } from './speedometer.ts'
import { openStateFolder } from './state-folder.ts'
import { writeFileSafely } from './write-file.ts'

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bs-')))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test.each([
  ['https://backups.example.com/', 'https://backups.example.com'],
  ['https://example.com/backups/', 'https://example.com/backups'],
  ['http://127.0.0.1:8484', 'http://127.0.0.1:8484'],
  ['http://[::1]:8484', 'http://[::1]:8484'],
  ['http://localhost:8484', 'http://localhost:8484'],
])('%s is an address to call', (text, url) => expect(serverUrl(text)).toBe(url))

test.each([
  'http://10.0.0.1',
  'http://127.0.0.1.example.com',
  'ftp://x',
  'backups',
  'https://a:b@example.com',
  'https://example.com/#x',
])('%s is none', (text) => expect(() => serverUrl(text)).toThrow())

test('words after agent', () => {
  expect(parseOptions(['--server', 'https://a', '--token=t', '--allow-commands'])).toEqual({
    server: 'https://a',
    token: 't',
    state_dir: null,
    allow_commands: true,
    print: null,
  })
  expect(() => parseOptions(['now'])).toThrow('words it does not know')
})

test('speed is that of the last while', () => {
  const speedometer = createSpeedometer()
  expect(speedometer.read(0, 0)).toBeNull()
  expect(speedometer.read(1_000, 500)).toBe(500)
  for (let second = 2; second <= 60; second++) speedometer.read(second * 1_000, 500 + second)
  expect(speedometer.read(61_000, 561)).toBe(1)
})

test('what was skipped is counted once, also beyond the list', () => {
  const skipped = createSkippedList()
  const error = (item: string, during = 'archival') => ({
    message_type: 'error' as const,
    item,
    during,
    error: { message: 'no' },
  })
  skipped.add(error('/a', 'scan'))
  skipped.add(error('/a'))
  skipped.add(error('/a'))
  for (let at = 0; at < 1_500; at++) skipped.add(error(`/b/${at}`))
  expect(skipped.count()).toBe(1_501)
  expect(skipped.list()).toHaveLength(1_000)
  expect(skipped.list()[0]).toEqual({ path: '/a', reason: 'no' })
})

test('a file that is stored anew because the repository lost it was not skipped', () => {
  const skipped = createSkippedList()
  const tree = 'cc5efb22486f5226a247bd4cc2b9378ba26da53115e1f0acbd48d15847f515d3'
  for (const message of [
    'parts of /srv/a not found in the repository index; storing the file again',
    `tree ${tree} is not known; the repository could be damaged, run \`repair index\` to try to repair it`,
  ])
    skipped.add({ message_type: 'error', item: '/srv/a', during: 'archival', error: { message } })
  expect(skipped.count()).toBe(0)
})

test('lines of other programs stay one line', () => {
  const lines: string[] = []
  createSay(testClock(), { write: (line) => lines.push(line) })('error', 'a\nb\u001b[31m')
  expect(lines).toEqual(['2026-01-15T12:00:00.000Z error: a b [31m\n'])
})

test('the state folder is closed to others, and not taken from them', async () => {
  const path = join(folder, 'state')
  await mkdir(path, { mode: 0o755 })
  await openStateFolder(path, process.getuid?.() ?? 0)
  expect((await lstat(path)).mode & 0o777).toBe(0o700)
  expect((await readdir(path)).sort()).toEqual(['cache', 'ended', 'hooks', 'tmp'])
  await expect(openStateFolder(path, 4_242)).rejects.toMatchObject({ message: expect.stringContaining('another user') })
})

test('one holds a folder at a time; a socket that somebody left there is no holder', async () => {
  const giveBack = await holdStateFolder(folder)
  await expect(holdStateFolder(folder)).rejects.toThrow('Another agent runs')
  await giveBack()
  const left = createServer().listen(join(folder, 'agent.sock'))
  await new Promise((resolve) => left.once('listening', resolve))
  await expect(holdStateFolder(folder)).rejects.toThrow('Another agent runs')
  left.close()
  await writeFile(join(folder, 'agent.sock'), '')
  const both = await Promise.allSettled([holdStateFolder(folder), holdStateFolder(folder)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  for (const one of both) if (one.status === 'fulfilled') await one.value()
})

test('a file is written for its owner alone', async () => {
  const path = join(folder, 'secret')
  await writeFile(path, 'before', { mode: 0o644 })
  await writeFileSafely(path, 'after')
  expect((await lstat(path)).mode & 0o777).toBe(0o600)
})

test('hooks are scripts that nobody else could have written', async () => {
  const put = (name: string, mode: number) =>
    writeFile(join(folder, name), '#!/bin/sh\n').then(() => chmod(join(folder, name), mode))
  await put('good', 0o700)
  await put('group', 0o770)
  await put('still', 0o600)
  await put('.hidden', 0o700)
  await symlink('good', join(folder, 'link'))
  await mkdir(join(folder, 'folder'))
  expect(await findHooks(folder)).toEqual(['good'])
  expect(await whyNotHook(folder, 'link')).toContain('no file of its own')
  expect(await whyNotHook(folder, 'none')).toContain('there is no')
  await chmod(folder, 0o777)
  expect(await whyNotHook(folder, 'good')).toContain('may write to the folder')
  await chmod(folder, 0o700)
})

test('a restore goes to a real folder, new ones closed to others', async () => {
  const options = { dry_run: false, forbidden: join(folder, 'state') }
  await mkdir(join(folder, 'real'))
  await symlink('real', join(folder, 'link'))
  await writeFile(join(folder, 'file'), '')
  expect(await prepareTarget(join(folder, 'real/new/er/'), options)).toBeNull()
  expect((await lstat(join(folder, 'real/new/er'))).mode & 0o777).toBe(0o700)
  expect(await prepareTarget(join(folder, 'unmade'), { ...options, dry_run: true })).toBeNull()
  expect(await readdir(folder)).not.toContain('unmade')
  for (const [target, why] of [
    ['relative', 'no plain absolute path'],
    [`${folder}/real/../up`, 'no plain absolute path'],
    [join(folder, 'link'), 'symbolic link'],
    [join(folder, 'link/below'), 'symbolic link'],
    [join(folder, 'file'), 'no folder'],
    [join(folder, 'state/x'), "the agent's own"],
    // The kernel takes no new names there, and has a way of saying so that one can wait for forever.
    ...(process.platform === 'linux' ? [['/proc/bs-none/x', 'cannot be made'] as const] : []),
  ] as const)
    expect(await prepareTarget(target, options), target).toContain(why)
})
