import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cachedResticPath } from '../../../src/restic/find-restic.ts'
import { pinnedVersion } from '../../../src/restic/pinned.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'backstay set-up '))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const script = fileURLToPath(new URL('main.ts', import.meta.url))
const prepare = (path: string) =>
  execFileSync(process.execPath, [script, root], { env: { PATH: path }, encoding: 'utf8' })
const program = (path: string, version: string) => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\necho '{"message_type":"version","version":"${version}"}'\n`)
  chmodSync(path, 0o755)
}

test('links to a restic of the system that is new enough, and leaves it at that', () => {
  const ofSystem = join(root, 'bin', 'restic')
  program(ofSystem, '0.18.0')
  expect(prepare(join(root, 'bin'))).toContain('restic 0.18.0 of this system is used')
  expect(readlinkSync(cachedResticPath(root))).toBe(ofSystem)
  expect(prepare('/nowhere')).toContain('restic 0.18.0 is in place')
})

test('replaces what is in the cache when it does not run', () => {
  mkdirSync(dirname(cachedResticPath(root)), { recursive: true })
  writeFileSync(cachedResticPath(root), 'half of a program')
  program(join(root, 'bin', 'restic'), '0.18.0')
  expect(prepare(join(root, 'bin'))).toContain('of this system is used')
})

test('looks for restic where the server does', async () => {
  // A launcher is plain JavaScript, for the Node that the set-up starts on.
  const launcher = new URL('../prepare-restic.mjs', import.meta.url).href
  const { isResticReady, resticPath }: Record<'isResticReady' | 'resticPath', (folder: string) => unknown> =
    await import(launcher)
  const pinned = join('src', 'restic', 'pinned.json')
  mkdirSync(dirname(join(root, pinned)), { recursive: true })
  writeFileSync(join(root, pinned), readFileSync(new URL(`../../../${pinned}`, import.meta.url)))
  expect(resticPath(root)).toBe(cachedResticPath(root))
  expect(isResticReady(root)).toBe(Boolean(process.env.BACKSTAY_RESTIC))
  program(cachedResticPath(root), pinnedVersion)
  expect(isResticReady(root)).toBe(true)
})
