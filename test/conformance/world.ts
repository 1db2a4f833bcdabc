import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import { seededRandom } from '../../src/lib/random.ts'
import { testWait } from '../../src/lib/wait.ts'
import type { ActionState, Provider, Started } from '../../src/providers/provider.ts'
import type { ProviderAccess } from '../../src/providers/provider-entry.ts'
import { noProviderMetrics } from '../../src/providers/provider-metrics.ts'
import { createProvider } from '../../src/providers/registry.ts'
import type { ProviderParts } from '../../src/providers/transport.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import type { ConformanceSubject } from './subject.ts'

export const dayMs = 86_400_000

/** One adapter before its sandbox cloud, with time standing still unless told. */
export type World = {
  readonly sandbox: Sandbox
  readonly provider: Provider
  /** How long the adapter was asked to wait, in turn. */
  readonly waits: readonly number[]
  /** All that was logged, at the most talkative level. */
  readonly lines: readonly string[]
  connect(
    credentials: Readonly<Record<string, string>>,
    more?: Partial<ProviderAccess>,
    parts?: Partial<ProviderParts>,
  ): Provider
  /** Lets sandbox time pass until the change is through. */
  settle(started: Started): Promise<ActionState>
  close(): Promise<void>
}

export type WorldOptions = Partial<Pick<SandboxOptions, 'servers' | 'seed' | 'settings' | 'on_exchange'>>

export const openWorld = async (subject: ConformanceSubject, options: WorldOptions = {}): Promise<World> => {
  const stateDir = await mkdtemp(join(tmpdir(), 'backstay-sandbox-'))
  const clock = testClock()
  const wait = testWait(clock)
  const lines: string[] = []
  const shared_limiters = new Map()
  const sandbox = await startSandbox({ provider: subject.provider, state_dir: stateDir, clock, servers: 6, ...options })
  const connect: World['connect'] = (credentials, more = {}, parts = {}) =>
    createProvider(
      { provider: subject.provider, endpoint: sandbox.url, credentials, ...more },
      {
        clock,
        wait,
        random: seededRandom(1),
        log: createLog('debug', { write: (line) => lines.push(line) }),
        metrics: noProviderMetrics,
        shared_limiters,
        ...parts,
      },
    )
  const provider = connect(sandbox.control.credentials())
  return {
    sandbox,
    provider,
    waits: wait.waits,
    lines,
    connect,
    settle: (started) => settle(sandbox, provider, (ms) => clock.advanceMs(ms), started),
    close: async () => {
      await sandbox.close()
      await rm(stateDir, { recursive: true, force: true })
    },
  }
}

const settle = async (
  sandbox: Sandbox,
  provider: Provider,
  advance: (ms: number) => void,
  { action }: Started,
): Promise<ActionState> => {
  for (let look = 0; look < 20; look++) {
    // The adapter's time and the cloud's own: both stand on the same clock.
    advance(sandbox.control.settings().action_ms)
    sandbox.control.advance(0)
    if (action === null) continue
    const state = await provider.followAction(action)
    if (state.state !== 'running') return state
  }
  return action === null ? { state: 'succeeded' } : { state: 'running', percent: null }
}
