import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CloudServer } from '../../src/sandbox/kit/cloud.ts'
import type { Effect } from '../../src/sandbox/kit/effect.ts'
import { type SandboxProcess, type SandboxProcessOptions, startSandboxProcess } from '../helpers/sandbox-process.ts'

let state_dir: string
let running: SandboxProcess | undefined

beforeEach(async () => {
  state_dir = await mkdtemp(join(tmpdir(), 'backstay-sandbox-'))
})
afterEach(async () => {
  await running?.kill()
  await rm(state_dir, { recursive: true, force: true })
})

const start = async (more: Partial<SandboxProcessOptions> = {}): Promise<SandboxProcess> => {
  running = await startSandboxProcess({ provider: 'digitalocean', state_dir, servers: 30, ...more })
  return running
}

type State = { now: string; credentials: { token: string }; settings: { latency_ms: number } }

const act = async (sandbox: SandboxProcess, token: string, ref: string, body: unknown): Promise<Response> =>
  fetch(`${sandbox.url}/v2/droplets/${ref}/actions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test('killed between the effect and the answer, it remembers the effect, once', async () => {
  const first = await start({ settings: { action_ms: 0 } })
  const { credentials } = await first.control<State>('GET', '')
  const refs = (await first.control<CloudServer[]>('GET', 'servers')).filter(({ native }) => native === 'off')
  await first.control('POST', 'faults', { operation: 'dropletActions_post', kind: 'timeout_after_effect', hold: true })
  // The answer never comes, so what ends the call is the kill.
  const call = act(first, credentials.token, refs[0]?.ref ?? '', { type: 'enable_backups' }).catch(() => 'no answer')
  const effectsOf = (sandbox: SandboxProcess) => sandbox.control<Effect[]>('GET', 'effects')
  await expect.poll(() => effectsOf(first), { timeout: 20_000 }).toHaveLength(1)
  await first.kill()
  expect(await call).toBe('no answer')

  const second = await start({ settings: { action_ms: 0 } })
  expect(await effectsOf(second)).toMatchObject([{ kind: 'backups_enabled', server_ref: refs[0]?.ref, billable: true }])
  const after = await second.control<CloudServer[]>('GET', 'servers')
  expect(after.find(({ ref }) => ref === refs[0]?.ref)?.native).toBe('on')
  expect((await second.control<State>('GET', '')).credentials).toEqual(credentials)
})

test('every answered change survives a kill in the middle of many', async () => {
  const first = await start({ settings: { action_ms: 0, calls_per_hour: 1_000_000 } })
  const { credentials } = await first.control<State>('GET', '')
  const answered: string[] = []
  const work = async (worker: number) => {
    for (let turn = 0; ; turn++) {
      const body = { name: `w${worker}-${turn}`, region: 'fra1', size: 's-1vcpu-1gb', image: 'debian-12-x64' }
      const reply = await fetch(`${first.url}/v2/droplets`, {
        method: 'POST',
        headers: { authorization: `Bearer ${credentials.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (reply.status === 202) answered.push(body.name)
      await reply.text()
    }
  }
  const workers = [1, 2, 3, 4].map((worker) => work(worker).catch(() => {}))
  await expect.poll(() => answered.length, { timeout: 20_000 }).toBeGreaterThan(50)
  await first.kill()
  await Promise.all(workers)

  const second = await start()
  const names = (await second.control<CloudServer[]>('GET', 'servers')).map(({ name }) => name)
  expect(answered.filter((name) => !names.includes(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
  const effects = await second.control<Effect[]>('GET', 'effects')
  expect(effects.length).toBe(names.length - 30)
  expect(effects.map(({ seq }) => seq)).toEqual(effects.map((_effect, index) => index + 1))
})

test('its own time stays ahead after a restart', async () => {
  const first = await start()
  const ahead = { advance_ms: 40 * 86_400_000 }
  const { now } = await first.control<State>('POST', 'time', ahead)
  await first.kill()
  const second = await start()
  expect(Date.parse((await second.control<State>('GET', '')).now)).toBeGreaterThanOrEqual(Date.parse(now))
})

test('the control refuses what it does not know, with words', async () => {
  const sandbox = await start()
  await expect(sandbox.control('POST', 'faults', { operation: 'x', kind: 'earthquake' })).rejects.toThrow('kind')
  await expect(sandbox.control('POST', 'panel/dance')).rejects.toThrow('The panel has no')
  await expect(sandbox.control('GET', 'nothing')).rejects.toThrow('There is no GET nothing')
  expect(await sandbox.control('PATCH', 'settings', { latency_ms: 5 })).toMatchObject({ latency_ms: 5 })
})
