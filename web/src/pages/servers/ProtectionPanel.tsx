import { lazy, Suspense } from 'react'
import type { Protection, ServerPlace } from '../../../../src/protections/schema.ts'
import type { Repository } from '../../../../src/repositories/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server, ServerProtection } from '../../api/server-types.ts'
import { NewestBackup } from '../../components/NewestBackup.tsx'
import type { OrganizationFacts } from '../../components/use-organization-facts.ts'
import { formatTime } from '../../format/format-time.ts'
import { keptWords, paymentWords } from '../../lib/backup-words.ts'
import { canReschedule } from '../../lib/can-reschedule.ts'
import { capital } from '../../lib/capital.ts'
import { panelOf } from '../../lib/panel-of.ts'
import { providerLabel, providerOf } from '../../lib/provider-facts.ts'
import { useNow } from '../../lib/use-now.ts'
import { Told } from '../../ui/Told.tsx'
import { MethodCell } from './MethodCell.tsx'
import styles from './Server.module.css'
import { useChargeRows } from './use-costs.ts'

// Few servers are protected by both.
const FilesProtectionCell = lazy(async () => ({
  default: (await import('./FilesProtectionCell.tsx')).FilesProtectionCell,
}))
const SnapshotProtectionCell = lazy(async () => ({
  default: (await import('./SnapshotProtectionCell.tsx')).SnapshotProtectionCell,
}))

type Props = {
  server: Server
  facts: OrganizationFacts
  /** The one it would take; undefined while it is not known. */
  place: ServerPlace | undefined
  files: Protection | undefined
  snapshot: Protection | undefined
  mayEdit: boolean
  repository: Repository | undefined
}

/** How a server is protected, method by method; what would protect it where nothing does. */
export function ProtectionPanel({ server, facts, place, files, snapshot, repository, mayEdit }: Props) {
  const { plans } = facts
  const shown = server.protections.filter((one) => one.desired_state === 'on' || !isCalmlyOff(one))
  if (shown.length > 0)
    return shown.map((protection) => (
      // Each by itself: while one is loaded the others stay, and whoever is in one of them.
      <Suspense key={protection.method} fallback={null}>
        {protection.method === 'files' && files ? (
          <FilesProtectionCell {...{ server, files, repository, plans, mayEdit }} />
        ) : protection.method === 'snapshot' && snapshot ? (
          <SnapshotProtectionCell {...{ server, snapshot, plans, mayEdit }} provider={providerOf(server, facts)} />
        ) : (
          <ProtectionCell {...{ server, protection, facts, mayEdit }} />
        )}
      </Suspense>
    ))
  return (
    <div className={styles.protection}>
      <p className="bs-second">No backups are taken of this server. {place && `${capital(place.words)}.`}</p>
    </div>
  )
}

type CellProps = Pick<Props, 'server' | 'facts' | 'mayEdit'> & { protection: ServerProtection }

function ProtectionCell({ server, protection, facts, mayEdit }: CellProps) {
  const now = useNow()
  const provider = providerOf(server, facts)
  const label = providerLabel(server.provider, facts.providers)
  const plan = facts.plans.find((one) => one.id === protection.plan_id)
  const native = protection.method === 'native'
  const payment = paymentWords(server, facts.entitled, now)
  const rows: (readonly [string, React.ReactNode])[] = [
    ['Wanted', protection.desired_state],
    ['Observed', observedWords(protection, label)],
    ['Newest', <NewestBackup key="newest" server={server} provider={provider} />],
    ['Kept', keptWords(server, provider)],
    ['Schedule', scheduleWords(server, label, now)],
    ...useChargeRows(server, protection.method),
    ['Place', protection.plan_id === null ? 'none' : `on ${plan?.name ?? 'a plan no longer sold'}`],
  ]
  if (payment) rows.push(['Payment', payment])
  if (native && provider?.native?.can_list === false)
    rows.push(['List', <InPanel key="list" server={server} provider={provider} />])
  if (protection.reason) rows.push(['Why', <Told key="why" text={protection.reason.message} />])
  return (
    <MethodCell
      {...{ server, protection, mayEdit, rows }}
      by={native && label}
      edit={native && canReschedule(server, provider) && 'schedule'}
    />
  )
}

/** Where the provider lists its own backups to people only. */
function InPanel({ server, provider }: { server: Server; provider: ProviderSummary }) {
  return (
    <>
      {provider.label} lists its own backups in its panel only.{' '}
      <a className="bs-link" href={panelOf(provider, server)} target="_blank" rel="noreferrer">
        Open the {provider.label} panel
      </a>
    </>
  )
}

function isCalmlyOff(protection: ServerProtection): boolean {
  return protection.observed_state !== 'on' && protection.phase === 'idle' && !protection.drift
}

function observedWords(protection: ServerProtection, label: string): string {
  return protection.observed_state === 'unknown'
    ? `${label} has not shown it yet`
    : `${protection.observed_state} at ${label}`
}

function scheduleWords(server: Server, label: string, now: Date): string {
  const { schedule, managed_in_panel } = server.native
  if (managed_in_panel) return `set in the ${label} panel`
  if (schedule === null) return `${label} picks the time`
  const day = schedule.every === 'day' ? 'daily' : `weekly${schedule.weekday ? `, ${capital(schedule.weekday)}s` : ''}`
  if (schedule.hour === undefined) return day
  const there = `${String(schedule.hour).padStart(2, '0')}:00`
  const here = clockHere(schedule.hour, now)
  return `${day}, from ${here === there || schedule.every !== 'day' ? `${there} UTC` : `${here} (${there} UTC)`}`
}

/** What the reader's clock shows then. */
function clockHere(hour: number, now: Date): string {
  const at = new Date(now)
  at.setUTCHours(hour, 0, 0, 0)
  return formatTime(at.toISOString(), { now }).slice(-5)
}
