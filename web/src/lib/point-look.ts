import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import { formatTime } from '../format/format-time.ts'
import { type StateLook, states } from '../ui/marks/states.ts'

/** How a backup stands, in one word. */
export function pointLook(
  point: Pick<
    RecoveryPoint,
    'method' | 'state' | 'expired' | 'missing_since' | 'outcome' | 'damage' | 'proven_at' | 'run_id'
  >,
  now: Date,
): StateLook {
  const looks = states.recovery_point
  if (point.state === 'gone') return point.method === 'files' ? looks.gone : looks.deleted_at_provider
  if (point.state === 'forgotten' || point.expired) return looks.expired
  if (point.missing_since !== null)
    return { ...looks.not_listed, word: `${looks.not_listed.word} ${sinceWords(point.missing_since, now)}` }
  if (point.damage !== null) return looks.damaged
  if (point.outcome === 'warning') return looks.warning
  if (point.proven_at !== null) return looks.proved
  // An image that no run of ours made was only seen in a list.
  return point.method === 'files' || point.run_id !== null ? looks.succeeded : looks.listed
}

/** How many of them the lists of their provider come without, and since when; null where none. */
export function notListedWords(points: readonly Pick<RecoveryPoint, 'missing_since'>[], now: Date): string | null {
  const since = points.flatMap(({ missing_since }) => missing_since ?? []).sort()
  return since[0] === undefined ? null : `${since.length} not listed ${sinceWords(since[0], now)}`
}

const sinceWords = (iso: string, now: Date) => `since ${formatTime(iso, { now }).replace('today ', '')}`

/** What a backup is of: Files, Database shop, Image. */
export function pointName(point: Pick<RecoveryPoint, 'method' | 'source'>): string {
  if (point.method === 'native') return 'Image'
  if (point.method === 'snapshot') return 'Snapshot'
  if (point.source === 'files') return 'Files'
  const [kind, name] = point.source.split(':')
  return `${engines[kind ?? ''] ?? 'Dump'} ${name ?? point.source}`
}

const engines: Record<string, string> = { postgresql: 'PostgreSQL', mysql: 'MySQL', sqlite: 'SQLite' }

/** Why a backup cannot be restored here, or null. Without the provider's facts of an image the API decides. */
export function whyNotRestore(
  point: Pick<RecoveryPoint, 'method' | 'state' | 'expired'>,
  provider?: Pick<ProviderSummary, 'label' | 'native' | 'snapshot'>,
): string | null {
  if (point.state === 'forgotten') return 'Retention let it go.'
  if (point.state === 'gone') return 'It is no longer there.'
  if (point.expired) return 'It has expired: its provider has deleted it or is about to.'
  if (point.method === 'files' || provider === undefined) return null
  const how = point.method === 'native' ? provider.native : provider.snapshot
  if (how?.can_restore_in_place === true) return null
  return `${provider.label} restores this kind of backup in its panel only.`
}
