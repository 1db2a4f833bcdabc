import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { type StateLook, states } from '../ui/marks/states.ts'

/** How a backup stands, in one word. */
export function pointLook(
  point: Pick<RecoveryPoint, 'method' | 'state' | 'outcome' | 'damage' | 'proven_at'>,
): StateLook {
  const looks = states.recovery_point
  if (point.state === 'gone') return point.method === 'files' ? looks.gone : looks.deleted_at_provider
  if (point.state === 'forgotten') return looks.expired
  if (point.damage !== null) return looks.damaged
  if (point.outcome === 'warning') return looks.warning
  if (point.proven_at !== null) return looks.proved
  return point.method === 'files' ? looks.succeeded : looks.listed
}

/** What a backup is of: Files, Database shop, Image. */
export function pointName(point: Pick<RecoveryPoint, 'method' | 'source'>): string {
  if (point.method === 'native') return 'Image'
  if (point.method === 'snapshot') return 'Snapshot'
  if (point.source === 'files') return 'Files'
  const [kind, name] = point.source.split(':')
  return `${engines[kind ?? ''] ?? 'Dump'} ${name ?? point.source}`
}

const engines: Record<string, string> = { postgresql: 'PostgreSQL', mysql: 'MySQL', sqlite: 'SQLite' }

/** Why a backup cannot be restored here, or null. */
export function whyNotRestore(point: Pick<RecoveryPoint, 'method' | 'state'>): string | null {
  if (point.method !== 'files') return 'Images are restored in the panel of the provider.'
  if (point.state === 'available') return null
  return point.state === 'forgotten' ? 'Retention let it go.' : 'It is no longer there.'
}
