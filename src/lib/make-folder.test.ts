import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a folder and those above it, closed to others; again is no mistake', async () => {
  const path = join(folder, 'a', 'b', 'c/')
  await makeFolder(path)
  await makeFolder(path)
  expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o700)
  expect((await stat(path)).mode & 0o777).toBe(0o700)
})

test('a file in the way is said', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(makeFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolder(join(folder, 'file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})

test.runIf(process.platform === 'linux')('where the kernel takes no names it ends', async () => {
  await expect(makeFolder('/proc/bs-none')).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(makeFolder('/proc/bs-none/below/it')).rejects.toMatchObject({ code: 'ENOENT' })
})
