import type { Server } from '../api/server-types.ts'

/** Since when the provider's own backups are on; null where it is not known, as beside other kinds that were on before. */
export function nativeSince(server: Pick<Server, 'protections' | 'backups_enabled_at'>): string | null {
  const on = server.protections.filter((one) => one.observed_state === 'on')
  return on.length === 1 && on[0]?.method === 'native' ? server.backups_enabled_at : null
}
