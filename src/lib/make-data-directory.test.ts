import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeDataDirectory } from './make-data-directory.ts'
import { StartupError } from './startup-error.ts'

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'backstay-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('all that is missing is made, for its owner alone, and what is there stays', () => {
  const path = join(newFolder(), 'a', 'b')
  makeDataDirectory(path)
  makeDataDirectory(path)
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
})

test('a file in its place is refused', () => {
  const file = join(newFolder(), 'file')
  writeFileSync(file, '')
  expect(() => makeDataDirectory(file)).toThrow(StartupError)
  expect(() => makeDataDirectory(join(file, 'below'))).toThrow(StartupError)
})

test.runIf(process.platform === 'linux')('where the kernel takes no new folders, it says so and does not hang', () => {
  expect(() => makeDataDirectory('/proc/backstay')).toThrow('The data directory /proc/backstay cannot be used')
})
