import type { Protection } from '../../../../src/protections/schema.ts'
import type { Repository } from '../../../../src/repositories/schema.ts'
import type { Plan } from '../../api/billing-types.ts'
import type { Server } from '../../api/server-types.ts'
import { formatTime } from '../../format/format-time.ts'
import { nameAndDomain } from '../../lib/name-and-domain.ts'
import { retentionWords, scheduleWords } from '../../lib/schedule-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { Told } from '../../ui/Told.tsx'
import { MethodCell } from './MethodCell.tsx'
import { RetentionHeld } from './RetentionHeld.tsx'
import { useChargeRows } from './use-costs.ts'

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
  const charges = useChargeRows(server, 'files')
  const { settings } = files
  const rows: [string, React.ReactNode][] = []
  if (files.schedule) rows.push(['Schedule', `${scheduleWords(files.schedule)}, ${files.schedule.time_zone}`])
  if (files.next_run_at) rows.push(['Next', formatTime(files.next_run_at, { now })])
  if (files.retention) rows.push(['Keeps', retentionWords(files.retention)])
  if (settings) rows.push(['Paths', <Paths key="paths" settings={settings} />])
  rows.push(['Lies in', <LiesIn key="lies" repository={repository} />])
  rows.push(...charges)
  if (files.plan_id !== null)
    rows.push(['Place', `on ${plans.find((one) => one.id === files.plan_id)?.name ?? 'a plan no longer sold'}`])
  if (files.beyond_subscription) rows.push(['Payment', 'no place is paid for; it goes on until your operator decides'])
  if (files.reason) rows.push(['Why', <Told key="why" text={files.reason.message} />])
  if (files.retention_held)
    rows.push(['Held', <RetentionHeld key="held" {...{ server, mayEdit }} protection={files} />])
  return (
    <MethodCell
      {...{ server, mayEdit, rows }}
      protection={files}
      by="by agent"
      edit={files.desired_state === 'on' && 'files'}
    />
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
