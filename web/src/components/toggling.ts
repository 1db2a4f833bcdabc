import type { Method, Server } from '../api/server-types.ts'
import type { BackupAction } from '../lib/backup-action.ts'
import type { OrganizationFacts } from './use-organization-facts.ts'

/** Which server's backups somebody is about to switch on or off; by one method, where it is named. */
export type Toggling = { server: Server; enable: boolean; method?: Method }

export type ToggleDialogsProps = { toggling: Toggling | null; facts: OrganizationFacts; onClose: () => void }

/** What the address asks for, where it may be done: `enable`, `disable`, or of one method `on-files`, `off-native`. */
export function togglingIn(asked: string | null, server: Server, action: BackupAction): Toggling | null {
  if (asked === null || action.why !== null) return null
  const [turn, named] = asked.split('-')
  const method = server.protections.find((one) => one.method === named)?.method
  if (method !== undefined) return turn === 'on' || turn === 'off' ? { server, enable: turn === 'on', method } : null
  if (action.kind === 'busy') return null
  if (asked === 'disable') return { server, enable: false }
  // Once it is known which place it would take; the others need none.
  const may = action.kind !== 'enable' || (action.place !== null && action.whyNotOn === null)
  return asked === 'enable' && may ? { server, enable: true } : null
}
