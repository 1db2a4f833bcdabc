import { expect, test } from 'vitest'
import { createPing, type RunPing, runPing } from './ping.ts'

const ended = (code: number | 'missing' | null) => {
  const calls: { args: readonly string[]; timeout_ms: number }[] = []
  const run: RunPing = async (args, timeout_ms) => {
    calls.push({ args, timeout_ms })
    return { code, output: '' }
  }
  return { ping: createPing(run), calls }
}

test('an answer is an answer; the program is told how long to wait, and is stopped if it does not keep to that', async () => {
  const { ping, calls } = ended(0)
  expect(await ping.ask({ address: '203.0.113.24', timeout_ms: 5_000 })).toBeNull()
  expect(await ping.ask({ address: '2001:db8::1', timeout_ms: 5_000 })).toBeNull()
  expect(calls).toEqual([
    { args: ['-q', '-c', '1', '-W', '5', '203.0.113.24'], timeout_ms: 7_000 },
    { args: ['-q', '-c', '1', '-W', '5', '2001:db8::1'], timeout_ms: 7_000 },
  ])
  expect(await ping.whyNot()).toBeNull()
})

test.each([1, 2, null])('ended with %s, nobody answered', async (code) => {
  expect(await ended(code).ping.ask({ address: '203.0.113.24', timeout_ms: 1_000 })).toBe('no answer to a ping')
})

test.each(['-f', 'example.com', '203.0.113.24; reboot', 'fe80::1%eth0', ''])(
  '%j is no address and gets nowhere',
  async (address) => {
    const { ping, calls } = ended(0)
    expect(await ping.ask({ address, timeout_ms: 1_000 })).toContain('no address')
    expect(calls).toEqual([])
  },
)

test('without the program, or the right to use it, that is said with what to do', async () => {
  expect(await ended('missing').ping.whyNot()).toMatch(/no program ping.+Install it.+or set a port/)
  expect(await ended(2).ping.whyNot()).toMatch(/may not send.+Give it the right.+or set a port/)
})

test('the program of this machine pings its own address, where it is there and may', async ({ skip }) => {
  const ping = createPing(runPing)
  const why = await ping.whyNot()
  skip(why !== null, `${why}`)
  expect(await ping.ask({ address: '127.0.0.1', timeout_ms: 2_000 })).toBeNull()
})

test('a machine without the program is told from one whose program fails', async ({ skip }) => {
  const { code } = await runPing(['-q', '-c', '1', '-W', '1', '127.0.0.1'], 5_000)
  skip(code !== 'missing', 'there is a program ping here')
  expect(await createPing(runPing).whyNot()).toContain('no program ping')
})
