import type { Protection } from '../../../../src/protections/schema.ts'
import type { Repository } from '../../../../src/repositories/schema.ts'
import type { Plan } from '../../api/billing-types.ts'
import type { Server } from '../../api/server-types.ts'
import { formatTime } from '../../format/format-time.ts'
import { nameAndDomain } from '../../lib/name-and-domain.ts'
import { protectionLook } from '../../lib/protection-look.ts'
import { retentionWords, scheduleWords } from '../../lib/schedule-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Told } from '../../ui/Told.tsx'
import { RetentionHeld } from './RetentionHeld.tsx'
import styles from './Server.module.css'

type Props = {
  server: Server
  files: Protection
  repository: Repository | undefined
  plans: readonly Plan[]
  mayEdit: boolean
}

/** How files are backed up: when, what is kept, which paths, where they lie. */
export function FilesProtectionCell({ server, files, repository, plans, mayEdit }: Props) {
  const now = useNow()
  const look = protectionLook(files)
  const { settings } = files
  const rows: [string, React.ReactNode][] = []
  if (files.schedule) rows.push(['Schedule', `${scheduleWords(files.schedule)}, ${files.schedule.time_zone}`])
  if (files.next_run_at) rows.push(['Next', formatTime(files.next_run_at, { now })])
  if (files.retention) rows.push(['Keeps', retentionWords(files.retention)])
  if (settings) rows.push(['Paths', <Paths key="paths" settings={settings} />])
  rows.push(['Lies in', <LiesIn key="lies" repository={repository} />])
  if (files.plan_id !== null)
    rows.push(['Place', `on ${plans.find((one) => one.id === files.plan_id)?.name ?? 'a plan no longer sold'}`])
  if (files.beyond_subscription) rows.push(['Payment', 'no place is paid for; it goes on until your operator decides'])
  if (files.reason) rows.push(['Why', <Told key="why" text={files.reason.message} />])
  if (files.retention_held)
    rows.push(['Held', <RetentionHeld key="held" {...{ server, mayEdit }} protection={files} />])
  return (
    <div className={styles.protection} data-tone={look.trouble ? look.mark_tone : undefined}>
      <div className={styles.line}>
        <h3 className={styles.name}>
          Files <span className="bs-dim">by agent</span>
        </h3>
        <span className={styles.stateAndMenu}>
          <StateBadge look={look} flat />
          {mayEdit && files.desired_state === 'on' && (
            <AppLink className="bs-link" to={paths.server(files.server_id, { dialog: 'files' })}>
              Edit<span className="bs-hidden"> file backups</span>
            </AppLink>
          )}
        </span>
      </div>
      <Facts tight rows={rows} />
    </div>
  )
}

function Paths({ settings }: { settings: NonNullable<Protection['settings']> }) {
  const dumps = settings.dumps.map((dump) => ('database' in dump ? dump.database : dump.path))
  return (
    <>
      <span className="bs-mono">{settings.paths.join('  ')}</span>
      {dumps.length > 0 && <>, dumps of {dumps.join(', ')}</>}
      {settings.excludes.length > 0 && <span className="bs-dim">, without {settings.excludes.length} patterns</span>}
    </>
  )
}

function LiesIn({ repository }: { repository: Repository | undefined }) {
  if (!repository) return <span className="bs-dim">no repository yet</span>
  return (
    <>
      {nameAndDomain(repository.storage_location)}; <Bytes value={repository.bytes} />
    </>
  )
}
