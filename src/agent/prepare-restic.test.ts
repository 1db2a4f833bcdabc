import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { minuteMs, testClock } from '../lib/clock.ts'
import { pinnedVersion } from '../restic/pinned.ts'
import { loadConfig } from './config.ts'
import { createResticSource } from './prepare-restic.ts'
import { openStateFolder } from './state-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bs-prepare-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const server = { server_url: 'https://backups.example', bearer: 'bse_token' }
const program = '#!/bin/sh\necho \'{"version":"0.18.1"}\'\n'
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const platform = `${process.platform}-${process.arch}`

/** A machine without restic whose release page is out of reach; what the server answers is the test's. */
const machine = async (answer: () => Response | Promise<Response>) => {
  const clock = testClock()
  const asked: { url: string; authorization: string | null }[] = []
  const state = await openStateFolder(join(folder, 'state'), process.getuid?.() ?? 0)
  const source = createResticSource({
    config: loadConfig({ PATH: join(folder, 'empty'), HOME: folder }, false),
    folder: state,
    checkout: null,
    clock,
    say: () => undefined,
    fetch: async (input, init) => {
      const url = String(input)
      asked.push({ url, authorization: new Headers(init?.headers).get('authorization') })
      if (!url.startsWith(server.server_url)) throw new TypeError('fetch failed')
      return answer()
    },
  })
  return { asked, clock, state, get: () => source.get(server, new AbortController().signal) }
}
const giving = (body: string, sha256 = hashOf(body)) => new Response(body, { headers: { 'backstay-sha256': sha256 } })

test('the release page first, then the server, whose restic is kept', async () => {
  const { get, asked, state } = await machine(() => giving(program))
  const path = join(state.restic, pinnedVersion, 'restic')
  expect(await get()).toEqual({ restic: { path, version: '0.18.1' }, trouble: null })
  expect(asked).toEqual([
    { url: expect.stringContaining(`/v${pinnedVersion}/`), authorization: null },
    { url: `https://backups.example/agent/v1/restic/${platform}`, authorization: 'Bearer bse_token' },
  ])
  expect(await readFile(path, 'utf8')).toBe(program)
  expect((await stat(path)).mode & 0o777).toBe(0o755)
  await get()
  expect(asked).toHaveLength(2)
})

test.each([
  ['differs from its hash', () => giving(program, hashOf('other')), /did not arrive as the server has it/],
  ['comes without a hash', () => new Response(program), /did not arrive as the server has it/],
  ['does not run', () => giving('#!/bin/sh\nexit 1\n'), /does not run on this machine/],
  ['is too old', () => giving(program.replace('0.18.1', '0.16.4')), /restic 0\.16\.4, which is too old/],
])('a restic of the server that %s leaves nothing', async (_, answer, said) => {
  const { get, state } = await machine(answer)
  const { restic, trouble } = await get()
  expect(restic).toBeNull()
  expect(trouble).toMatchObject({ code: 'no_restic', message: expect.stringMatching(said) })
  expect(await readdir(join(state.restic, pinnedVersion))).toEqual([])
})

test('what the server says of platforms that it does not hold reaches the person, and is asked again an hour later', async () => {
  const message = 'This server has restic for linux-x64 only, not for linux-arm64. Install it there.'
  const error = { error: { code: 'restic_not_held', message, request_id: 'req_1' } }
  const { get, asked, clock } = await machine(() => Response.json(error, { status: 404 }))
  const first = await get()
  expect(first.trouble?.message).toContain(message)
  expect(first.trouble?.message).toContain('into /usr/local/bin')
  // The server takes no more.
  expect(first.trouble?.message.length).toBeLessThanOrEqual(500)
  clock.advanceMs(2 * minuteMs)
  // Looked for again, not fetched again; what the server said stands.
  expect((await get()).trouble?.message).toContain(message)
  expect(asked).toHaveLength(2)
  clock.advanceMs(60 * minuteMs)
  await get()
  expect(asked).toHaveLength(4)
})
