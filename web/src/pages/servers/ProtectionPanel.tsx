import type { Protection } from '../../../../src/protections/schema.ts'
import type { Repository } from '../../../../src/repositories/schema.ts'
import type { Method, Server, ServerProtection } from '../../api/server-types.ts'
import { NewestBackup } from '../../components/NewestBackup.tsx'
import type { OrganizationFacts } from '../../components/use-organization-facts.ts'
import { keptWords, paymentWords } from '../../lib/backup-words.ts'
import { capital } from '../../lib/capital.ts'
import { placeFor } from '../../lib/place-for.ts'
import { placeWords } from '../../lib/place-words.ts'
import { providerLabel, providerOf } from '../../lib/provider-facts.ts'
import { useNow } from '../../lib/use-now.ts'
import { Facts } from '../../ui/Facts.tsx'
import { type StateLook, states } from '../../ui/marks/states.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { FilesProtectionCell } from './FilesProtectionCell.tsx'
import styles from './Server.module.css'

type Props = {
  server: Server
  facts: OrganizationFacts
  files: Protection | undefined
  repository: Repository | undefined
}

/** How a server is protected, method by method; what would protect it where nothing does. */
export function ProtectionPanel({ server, facts, files, repository }: Props) {
  const shown = server.protections.filter((one) => one.desired_state === 'on' || !isCalmlyOff(one))
  if (shown.length > 0)
    return shown.map((protection) =>
      protection.method === 'files' && files ? (
        <FilesProtectionCell key="files" files={files} repository={repository} plans={facts.plans} />
      ) : (
        <ProtectionCell key={protection.method} server={server} protection={protection} facts={facts} />
      ),
    )
  return (
    <div className={styles.protection}>
      <p className="bs-second">
        No backups are taken of this server.{' '}
        {facts.entitled &&
          `${capital(placeWords(placeFor(server, facts.entitled, providerOf(server, facts)), server.plan_type))}.`}
      </p>
    </div>
  )
}

type CellProps = Pick<Props, 'server' | 'facts'> & { protection: ServerProtection }

function ProtectionCell({ server, protection, facts }: CellProps) {
  const now = useNow()
  const look = lookOf(protection)
  const provider = providerOf(server, facts)
  const label = providerLabel(server.provider, facts.providers)
  const plan = facts.plans.find((one) => one.id === protection.plan_id)
  const payment = paymentWords(server, facts.entitled, now)
  const rows: (readonly [string, React.ReactNode])[] = [
    ['Wanted', protection.desired_state],
    ['Observed', observedWords(protection, label)],
    ['Newest', <NewestBackup key="newest" server={server} provider={provider} />],
    ['Kept', keptWords(server, provider)],
    ['Schedule', scheduleWords(server, label)],
    ['Place', protection.plan_id === null ? 'none' : `on ${plan?.name ?? 'a plan no longer sold'}`],
  ]
  if (server.backups_enabled_at !== null && server.backups_enabled)
    rows.push(['On since', <Time key="since" iso={server.backups_enabled_at} />])
  if (payment) rows.push(['Payment', payment])
  if (protection.reason) rows.push(['Why', protection.reason.message])
  return (
    <div className={styles.protection} data-tone={look.trouble ? look.mark_tone : undefined}>
      <div className={styles.line}>
        <h3 className={styles.name}>
          {methodWords[protection.method]} <span className="bs-dim">{protection.method === 'native' && label}</span>
        </h3>
        <StateBadge look={look} flat />
      </div>
      <Facts rows={rows} />
    </div>
  )
}

const methodWords: Record<Method, string> = { native: 'Native', snapshot: 'Snapshot', files: 'Files' }

function isCalmlyOff(protection: ServerProtection): boolean {
  return protection.observed_state !== 'on' && protection.phase === 'idle' && !protection.drift
}

function lookOf(protection: ServerProtection): StateLook {
  if (protection.phase !== 'idle') return states.protection[protection.phase]
  if (protection.drift) return states.server.drifted
  return states.protection[protection.observed_state]
}

function observedWords(protection: ServerProtection, label: string): string {
  return protection.observed_state === 'unknown'
    ? `${label} has not shown it yet`
    : `${protection.observed_state} at ${label}`
}

function scheduleWords(server: Server, label: string): string {
  const { schedule, managed_in_panel } = server.native
  if (managed_in_panel) return `set in the ${label} panel`
  if (schedule === null) return `${label} picks the time`
  const day = schedule.every === 'day' ? 'daily' : `weekly${schedule.weekday ? `, ${schedule.weekday}` : ''}`
  return schedule.hour === undefined ? day : `${day}, from ${String(schedule.hour).padStart(2, '0')}:00 UTC`
}
