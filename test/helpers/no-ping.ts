import type { Ping } from '../../src/lib/ping.ts'

/** A machine that pings nobody. */
export const noPing: Ping = {
  whyNot: async () => 'There is no program ping here. Install it, or set a port.',
  ask: async () => 'no answer to a ping',
}
