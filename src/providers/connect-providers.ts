import type { Registry } from 'prom-client'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { systemRandom } from '../lib/random.ts'
import { systemWait } from '../lib/wait.ts'
import { createProviders } from './create-providers.ts'
import { createProviderMetrics } from './provider-metrics.ts'
import type { Providers } from './providers.ts'
import { createProvider, describeProvider } from './registry.ts'

/** All providers that there is an adapter for, with what this process gives to each. */
export const connectProviders = (process: { clock: Clock; log: Log; registry: Registry }): Providers => {
  const { clock, log, registry } = process
  const metrics = createProviderMetrics(registry)
  const parts = { clock, log, wait: systemWait, random: systemRandom, metrics, shared_limiters: new Map() }
  return createProviders({
    describe: describeProvider,
    create: (account, known_addons) => createProvider({ ...account, known_addons }, parts),
  })
}
