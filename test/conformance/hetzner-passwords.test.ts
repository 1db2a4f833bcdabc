import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changes } from './changes.ts'
import { hetznerSubject } from './hetzner-subject.ts'
import type { ChangeName } from './subject.ts'
import { openWorld, type World } from './world.ts'

// A new password of root comes back once, and is nowhere else: not in the log, not in an error.

let world: World

beforeEach(async () => {
  world = await openWorld(hetznerSubject)
})
afterEach(() => world.close())

const telling: readonly ChangeName[] = [
  'createServer',
  'restoreNativeInPlace',
  'restoreSnapshotInPlace',
  'restoreNativeToNew',
  'restoreSnapshotToNew',
]

test.each(telling)('%s hands the new password on, once, and the log does not have it', async (name) => {
  const run = await changes[name].prepare(world, hetznerSubject)
  const started = (await run()) ?? expect.fail('nothing was started')
  const { root_password = '' } = started
  expect(root_password).toMatch(/^[0-9a-f]{20}$/)
  expect(await world.settle(started)).toEqual({ state: 'succeeded' })
  expect(world.lines.join('\n')).not.toContain(root_password)
})

test.each(['enableNative', 'disableNative', 'createSnapshot', 'convertToSnapshot'] as const)(
  '%s tells none',
  async (name) => {
    const run = await changes[name].prepare(world, hetznerSubject)
    expect(await run()).not.toHaveProperty('root_password')
  },
)

/** The real answers, each changed by hand. */
const withAnswers = (change: (body: object) => { status: number; body: unknown }) => {
  const changedFetch: typeof fetch = async (input, init) => {
    const reply = await fetch(input, init)
    if (init?.method !== 'POST') return reply
    const { status, body } = change(JSON.parse(await reply.text()))
    return new Response(JSON.stringify(body), { status })
  }
  return world.connect(world.sandbox.control.credentials(), {}, { fetch: changedFetch })
}

const secret = 'Tell-me-0nce-and-never-again'

test('servers that take SSH keys have none', async () => {
  const provider = withAnswers((body) => ({ status: 201, body: { ...body, root_password: null } }))
  expect(await provider.createServer(hetznerSubject.new_server)).not.toHaveProperty('root_password')
})

test.each([
  ['an answer that nobody can read', () => ({ status: 201, body: { action: secret, root_password: secret } })],
  [
    'a refusal that quotes it',
    () => ({
      status: 422,
      body: {
        error: { code: 'invalid_input', message: `root got ${secret}.`, details: { root_password: secret } },
      },
    }),
  ],
] as const)('%s keeps the password to itself', async (_name, answer) => {
  const provider = withAnswers(answer)
  const error: unknown = await provider.createServer(hetznerSubject.new_server).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'ProviderError' })
  expect(`${inspect(error, { depth: 20 })}${String(error)}${world.lines.join('\n')}`).not.toContain(secret)
})
