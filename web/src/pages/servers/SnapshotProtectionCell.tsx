import type { Protection } from '../../../../src/protections/schema.ts'
import type { Plan } from '../../api/billing-types.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useRecoveryPoints } from '../../api/recovery-points.ts'
import type { Server } from '../../api/server-types.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { formatTime } from '../../format/format-time.ts'
import { providerLabel } from '../../lib/provider-facts.ts'
import { retentionWords, scheduleWords } from '../../lib/schedule-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { Time } from '../../ui/Time.tsx'
import { Told } from '../../ui/Told.tsx'
import { MethodCell } from './MethodCell.tsx'
import { RetentionHeld } from './RetentionHeld.tsx'
import { useChargeRows } from './use-costs.ts'

type Props = {
  server: Server
  snapshot: Protection
  provider: ProviderSummary | undefined
  plans: readonly Plan[]
  mayEdit: boolean
}

/** How snapshots are taken: when, what is kept and what the provider leaves of that, how many there are. */
export function SnapshotProtectionCell({ server, snapshot, provider, plans, mayEdit }: Props) {
  const now = useNow()
  const points = useRecoveryPoints(server.id, { method: 'snapshot', state: 'available' }, { limit: 50 })
  const charges = useChargeRows(server, 'snapshot')
  const label = providerLabel(server.provider, provider ? [provider] : undefined)
  const newest = points.rows?.[0]
  const rows: [string, React.ReactNode][] = []
  if (snapshot.schedule) rows.push(['Schedule', `${scheduleWords(snapshot.schedule)}, ${snapshot.schedule.time_zone}`])
  if (snapshot.next_run_at) rows.push(['Next', formatTime(snapshot.next_run_at, { now })])
  if (snapshot.retention) rows.push(['Keeps', retentionWords(snapshot.retention)])
  if (provider?.snapshot) rows.push(['Limits', limitWords(provider.snapshot, label)])
  if (provider?.snapshot && provider.snapshot.slots !== null) rows.push(['When full', fullWords(provider.snapshot)])
  if (points.rows)
    rows.push([
      'There now',
      newest ? (
        <span key="there">
          {formatPlural(points.rows.length, 'snapshot')}
          {points.hasMore && ' or more'}, newest <Time iso={newest.taken_at} />
        </span>
      ) : (
        'none yet'
      ),
    ])
  rows.push(...charges)
  if (snapshot.plan_id !== null)
    rows.push(['Place', `on ${plans.find((one) => one.id === snapshot.plan_id)?.name ?? 'a plan no longer sold'}`])
  if (snapshot.beyond_subscription)
    rows.push(['Payment', 'no place is paid for; it goes on until your operator decides'])
  if (snapshot.reason) rows.push(['Why', <Told key="why" text={snapshot.reason.message} />])
  if (snapshot.retention_held)
    rows.push(['Held', <RetentionHeld key="held" {...{ server, mayEdit }} protection={snapshot} />])
  return (
    <MethodCell
      {...{ server, mayEdit, rows }}
      protection={snapshot}
      by={`taken at ${label}`}
      edit={snapshot.desired_state === 'on' && 'snapshot'}
    />
  )
}

/** What becomes of the oldest when there is no slot for a new one. */
function fullWords({ slots, replaces_oldest }: NonNullable<ProviderSummary['snapshot']>): string {
  if (replaces_oldest) return 'a new snapshot takes the place of the oldest'
  const risk = slots === 1 ? '; until that has come there is none' : ''
  return `the oldest of Backstay’s is deleted before a new one is made${risk}`
}

function limitWords({ slots, life_days }: NonNullable<ProviderSummary['snapshot']>, label: string): string {
  const room =
    slots === null
      ? 'as many as are paid for'
      : slots === 'by_size'
        ? 'as many slots as this size has'
        : formatPlural(slots, 'slot')
  return life_days === null ? room : `${room}; ${label} deletes each after ${formatPlural(life_days, 'day')}`
}
