import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchPinnedRestic } from './fetch-pinned-restic.ts'
import { pinnedDownload, pinnedVersion } from './pinned.ts'
import { readVersion } from './read-version.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backstay-restic-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

// A shell script, packed with bzip2, that answers {"version":"0.19.1"} to everything.
const program = Buffer.from(
  'QlpoOTFBWSZTWe8HPEQAAAZbgAAQeIXgMAAAuuPdKiAAQNU2kDRgmQ00yeUMYACYAAmZTppSCuTW2OyNfKUW48BhB15larzF662sQ38F/VBHjOBhZsCIX4u5IpwoSHeDniIA',
  'base64',
)
const answering =
  (body: Buffer, status = 200): typeof globalThis.fetch =>
  async () =>
    new Response(new Uint8Array(body), { status })
const options = (body: Buffer, sha256: string, status?: number) => ({
  download: { url: 'https://releases.example/restic.bz2', sha256 },
  target: join(folder, 'bin', 'restic'),
  partial: join(folder, 'bin', 'restic.partial'),
  fetch: answering(body, status),
})
const hashOf = (body: Buffer) => createHash('sha256').update(body).digest('hex')

test('puts the program in place when it fits its hash and runs', async () => {
  const given = options(program, hashOf(program))
  await fetchPinnedRestic(given)
  expect(await readVersion(given.target)).toBe(pinnedVersion)
  expect((await stat(given.target)).mode & 0o777).toBe(0o755)
  expect(await readdir(join(folder, 'bin'))).toEqual(['restic'])
})

test('leaves nothing behind of a file with another hash', async () => {
  await expect(fetchPinnedRestic(options(program, hashOf(Buffer.from('other'))))).rejects.toThrow('was expected')
  expect(await readdir(folder)).toEqual([])
})

test('leaves nothing behind of a program that does not run', async () => {
  const empty = Buffer.from('QlpoORdyRThQkAAAAAA=', 'base64')
  await expect(fetchPinnedRestic(options(empty, hashOf(empty)))).rejects.toThrow('does not run here')
  expect(await readdir(join(folder, 'bin'))).toEqual([])
})

test('says what the release page answered', async () => {
  await expect(fetchPinnedRestic(options(program, hashOf(program), 404))).rejects.toThrow('answered 404')
})

test('pins the systems that Backstay runs on', () => {
  for (const platform of ['linux', 'darwin']) {
    for (const arch of ['x64', 'arm64']) {
      const download = pinnedDownload(platform, arch)
      expect(download?.url).toContain(`/v${pinnedVersion}/restic_${pinnedVersion}_${platform}_`)
      expect(download?.sha256).toMatch(/^[0-9a-f]{64}$/)
    }
  }
  expect(pinnedDownload('win32', 'x64')).toBeNull()
})
