import type { Method } from '../api/server-types.ts'
import type { Switched } from '../forms/EnableBackupsDialog.tsx'
import { backupsOf } from '../lib/backups-of.ts'

/** What a toggle came to, once it is so. */
export function doneWords({ server, enable, methods }: Pick<Switched, 'server' | 'enable' | 'methods'>) {
  if (!enable && methods) return { title: 'Switched off:', message: `${backupsOf(methods)} of ${server.name}.` }
  return { title: enable ? 'Backups enabled' : 'Backups disabled', message: `for ${server.name}.` }
}

/** Which of them one press switches on again: beside others they have their place still, and nothing was lost by it. */
export function broughtBack({ enable, methods }: Pick<Switched, 'enable' | 'methods'>): readonly Method[] | undefined {
  // A provider may have deleted its own backups.
  return enable || methods?.includes('native') ? undefined : methods
}
