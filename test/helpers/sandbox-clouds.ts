import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { testClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import { seededRandom } from '../../src/lib/random.ts'
import { testWait } from '../../src/lib/wait.ts'
import { createProviders } from '../../src/providers/create-providers.ts'
import { noProviderMetrics } from '../../src/providers/provider-metrics.ts'
import type { Providers } from '../../src/providers/providers.ts'
import { createProvider, describeProvider } from '../../src/providers/registry.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts'

/** A sandbox cloud in this process, on a folder of its own. */
export const openSandbox = async (options: Omit<SandboxOptions, 'state_dir'>): Promise<Sandbox> => {
  const stateDir = await mkdtemp(join(tmpdir(), 'backstay-sandbox-'))
  const sandbox = await startSandbox({ ...options, state_dir: stateDir })
  const close = async () => {
    await sandbox.close()
    await rm(stateDir, { recursive: true, force: true })
  }
  return { ...sandbox, close }
}

/** The real adapters, for whom waiting takes no time. */
export const adaptersOn = (clock: ReturnType<typeof testClock>): Providers => {
  const parts = {
    clock,
    wait: testWait(clock),
    random: seededRandom(1),
    log: createLog('silent'),
    metrics: noProviderMetrics,
    shared_limiters: new Map(),
  }
  return createProviders({ describe: describeProvider, create: (account) => createProvider(account, parts) })
}
