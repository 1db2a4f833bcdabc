import type { Switched } from '../forms/EnableBackupsDialog.tsx'
import { backupsOf } from '../lib/backups-of.ts'

/** What a toggle came to, once it is so. */
export function doneWords({ server, enable, method }: Pick<Switched, 'server' | 'enable' | 'method'>) {
  if (!enable && method) return { title: 'Switched off:', message: `${backupsOf([method])} of ${server.name}.` }
  return { title: enable ? 'Backups enabled' : 'Backups disabled', message: `for ${server.name}.` }
}
