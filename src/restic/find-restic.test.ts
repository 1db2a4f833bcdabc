import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cachedResticPath, findRestic, resticCandidates } from './find-restic.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backstay-find-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const program = async (path: string, answer: string, mode = 0o755) => {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `#!/bin/sh\n${answer}\n`)
  await chmod(path, mode)
  return path
}
const version = (number: string) => `echo '{"message_type":"version","version":"${number}"}'`

test('takes the first that runs and is new enough, and remembers those that are not', async () => {
  const candidates = [
    join(folder, 'nowhere'),
    folder,
    await program(join(folder, 'not-executable'), version('0.19.1'), 0o644),
    await program(join(folder, 'broken'), 'exit 1'),
    await program(join(folder, 'old'), 'echo "restic 0.14.0 compiled with go1.19.8 on linux/amd64"'),
    await program(join(folder, 'good one'), version('0.17.0')),
    await program(join(folder, 'better'), version('0.19.1')),
  ]
  expect(await findRestic(candidates)).toEqual({
    found: { path: join(folder, 'good one'), version: '0.17.0' },
    too_old: [{ path: join(folder, 'old'), version: '0.14.0' }],
  })
  expect((await findRestic(candidates.slice(0, 5))).found).toBeNull()
})

test('looks where it was told, else in the cache, else in the path', () => {
  const where = { named: null, checkout: '/srv/backstay', search_path: '/usr/bin:relative::/bin:/usr/bin' }
  expect(resticCandidates(where)).toEqual([cachedResticPath('/srv/backstay'), '/usr/bin/restic', '/bin/restic'])
  expect(resticCandidates({ ...where, checkout: null })).toEqual(['/usr/bin/restic', '/bin/restic'])
  expect(resticCandidates({ ...where, named: '/opt/restic' })).toEqual(['/opt/restic'])
})
