import type { Server } from '../api/server-types.ts'

/** Why nobody can take a backup of it out of turn; null where one can. The provider's own come when the provider says. */
export function whyNotBackUp({ protections }: Pick<Server, 'protections'>): string | null {
  const ours = protections.filter(({ method, desired_state }) => method !== 'native' && desired_state === 'on')
  if (ours.length === 0) return 'Files and snapshots are taken out of turn, and both are off here.'
  return ours.every(({ phase }) => phase === 'paused') ? 'Backups are paused.' : null
}
