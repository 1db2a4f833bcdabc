import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'

/** The provider's own backups are wanted and on, and it offers a choice of when it takes them. */
export function canReschedule(server: Pick<Server, 'protections'>, provider: ProviderSummary | undefined): boolean {
  const native = server.protections.find(({ method }) => method === 'native')
  const on = native?.desired_state === 'on' && native.observed_state === 'on' && native.phase === 'idle'
  return on && !native.beyond_subscription && (provider?.native?.schedules.length ?? 0) > 0
}
