import { IconCamera, IconFiles, IconServer2 } from '@tabler/icons-react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { Repository } from '../../../../src/repositories/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { type PointFilters, useRecoveryPointCounts, useRecoveryPoints } from '../../api/recovery-points.ts'
import type { Server } from '../../api/server-types.ts'
import { formatDate } from '../../format/format-date.ts'
import { formatExactTime } from '../../format/format-exact-time.ts'
import { formatTime } from '../../format/format-time.ts'
import { capital } from '../../lib/capital.ts'
import { cx } from '../../lib/cx.ts'
import { deletedBy } from '../../lib/deleted-by.ts'
import { nativeSince } from '../../lib/native-since.ts'
import { panelOf } from '../../lib/panel-of.ts'
import { pointCountWords } from '../../lib/point-count-words.ts'
import { pointLook, pointName, whyNotRestore } from '../../lib/point-look.ts'
import { pointPlaces } from '../../lib/point-places.ts'
import { providerLabel } from '../../lib/provider-facts.ts'
import { tellTimes } from '../../lib/tell-times.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths, type ServerQuery } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { MenuSelect } from '../../ui/MenuSelect.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { HistoryEmpty } from './HistoryEmpty.tsx'
import { PointMenu } from './PointMenu.tsx'
import styles from './ServerHistory.module.css'

type Props = {
  server: Server
  provider: ProviderSummary | undefined
  repository: Repository | undefined
  nextRunAt: string | null
  mayBackUp: boolean
  onBackUp: () => void
}

const icons = { files: IconFiles, snapshot: IconCamera, native: IconServer2 }
const kinds = [
  { value: '', label: 'All kinds' },
  { value: 'files', label: 'Files' },
  { value: 'native', label: 'Native' },
  { value: 'snapshot', label: 'Snapshot' },
]
const outcomes = [
  { value: '', label: 'All outcomes' },
  { value: 'restorable', label: 'Restorable' },
  { value: 'warning', label: 'Warning' },
  { value: 'expired', label: 'Expired' },
  { value: 'gone', label: 'Gone' },
]

/** Every backup of a server, newest first, with why it is kept and until when. */
export function ServerHistory({ server, provider, repository, nextRunAt, mayBackUp, onBackUp }: Props) {
  const go = useGo()
  const now = useNow()
  const mayRestore = useWhyNotAct() === null
  const query = useAddressQuery()
  const method = query.get('method') ?? ''
  const outcome = query.get('outcome') ?? ''
  const filters = filtersOf(method, outcome)
  const points = useRecoveryPoints(server.id, filters, { limit: 25 })
  const filter = (more: ServerQuery) =>
    go(paths.server(server.id, { run: query.get('run') ?? undefined, method, outcome, ...more }), { replace: true })
  const label = labelOf(server, provider)
  const places = pointPlaces({ server, provider, repository, methods: points.rows?.map((point) => point.method) ?? [] })
  const counts = useRecoveryPointCounts(server.id).data
  const since = nativeSince(server)
  return (
    <Panel
      flush
      title="History"
      count={counts && pointCountWords(counts, filters)}
      action={
        <>
          <MenuSelect
            label="Kind of backup"
            choices={kinds}
            value={method}
            onChange={(value) => filter({ method: value })}
          />
          <MenuSelect
            label="Outcome"
            choices={outcomes}
            value={outcome}
            onChange={(value) => filter({ outcome: value })}
          />
        </>
      }
    >
      <DataTable
        bare
        dense
        byHand
        label="Backups"
        noun={['backup', 'backups']}
        rows={points.rows}
        rowKey={(point) => point.id}
        columns={columnsOf(server, provider, {
          now,
          begins: firstOfDay(points.rows ?? [], now),
          mayRestore,
        })}
        item={(point) => ({
          title: <Name point={point} />,
          status: (
            <>
              <StateBadge flat look={pointLook(point, now)} />
              <PointMenu server={server} point={point} provider={provider} />
            </>
          ),
          facts: (
            <>
              <Time iso={point.taken_at} />
              {point.state === 'available' && point.expires_at !== null && (
                <>, until {formatDate(point.expires_at, { now })}</>
              )}
            </>
          ),
          aside: <Bytes value={point.size_bytes} />,
          body: <Kept point={point} label={label} />,
        })}
        empty={
          <HistoryEmpty
            server={server}
            provider={provider}
            filtered={method !== '' || outcome !== ''}
            nextRunAt={nextRunAt}
            mayBackUp={mayBackUp}
            onBackUp={onBackUp}
            onClear={() => filter({ method: '', outcome: '' })}
          />
        }
        error={points.error}
        goesOn="Backups go on without this page; nothing is lost."
        onRetry={points.onRetry}
        hasMore={points.hasMore}
        loadingMore={points.loadingMore}
        onMore={points.onMore}
      />
      {places !== null && <p className={styles.note}>{places}</p>}
      {provider?.native?.can_list === false && server.native.state === 'on' && (
        <p className={styles.note}>
          {provider.label}’s own backups are on
          {since !== null && (
            <>
              {' '}
              since <Time iso={since} />
            </>
          )}
          . Their list exists in its panel only.{' '}
          <a className="bs-link" href={panelOf(provider, server)} target="_blank" rel="noreferrer">
            Open the panel
          </a>
        </p>
      )}
    </Panel>
  )
}

const labelOf = (server: Server, provider: ProviderSummary | undefined) =>
  providerLabel(server.provider, provider ? [provider] : undefined)

function filtersOf(method: string, outcome: string): PointFilters {
  return {
    method: method === 'files' || method === 'native' || method === 'snapshot' ? method : undefined,
    standing: outcome === 'restorable' || outcome === 'expired' || outcome === 'gone' ? outcome : undefined,
    outcome: outcome === 'warning' ? 'warning' : undefined,
  }
}

type More = {
  now: Date
  /** The first of each day: the others of it do not say the day again. */
  begins: ReadonlySet<string>
  mayRestore: boolean
}

function columnsOf(
  server: Server,
  provider: ProviderSummary | undefined,
  { now, begins, mayRestore }: More,
): Column<RecoveryPoint>[] {
  return [
    {
      key: 'taken',
      head: 'Taken',
      width: 132,
      cell: (point) => <Taken iso={point.taken_at} now={now} again={!begins.has(point.id)} />,
    },
    { key: 'kind', head: 'Backup', cell: (point) => <Name point={point} /> },
    {
      key: 'new',
      head: 'New',
      width: 74,
      align: 'right',
      hide_below: 1440,
      cell: (point) => (point.added_bytes === null ? null : <Bytes value={point.added_bytes} />),
    },
    { key: 'size', head: 'Size', width: 74, align: 'right', cell: (point) => <Bytes value={point.size_bytes} /> },
    {
      key: 'state',
      head: 'State',
      width: 140,
      cell: (point) => (
        <span title={point.warning === null ? undefined : tellTimes(point.warning.message, { now })}>
          <StateBadge flat look={pointLook(point, now)} />
        </span>
      ),
    },
    {
      key: 'kept',
      head: 'Kept as, or why not',
      width: 130,
      hide_below: 1100,
      cell: (point) => <Kept point={point} label={labelOf(server, provider)} />,
    },
    {
      key: 'until',
      head: 'Until',
      width: 70,
      hide_below: 900,
      hide_beside_aside: true,
      cell: (point) => <Until point={point} />,
    },
    {
      key: 'act',
      head: 'Actions',
      head_hidden: true,
      width: 116,
      align: 'right',
      cell: (point) => (
        <span className={styles.acts}>
          {mayRestore && whyNotRestore(point, provider) === null && (
            <AppLink className="bs-link" to={paths.restoreWizard(server.id, { point: point.id })}>
              Restore…<span className="bs-hidden"> the backup of {formatTime(point.taken_at, { now })}</span>
            </AppLink>
          )}
          <PointMenu server={server} point={point} provider={provider} />
        </span>
      ),
    },
  ]
}

function Taken({ iso, now, again }: { iso: string; now: Date; again: boolean }) {
  const { day, clock } = takenWords(iso, now)
  return (
    <time dateTime={iso} title={formatExactTime(iso)} className={cx(styles.taken, 'bs-num')}>
      <strong className={again ? 'bs-hidden' : undefined}>{capital(day)} </strong>
      <span>{clock}</span>
    </time>
  )
}

function takenWords(iso: string, now: Date): { day: string; clock: string } {
  const words = formatTime(iso, { now })
  return { day: words.slice(0, -6), clock: words.slice(-5) }
}

function firstOfDay(points: readonly RecoveryPoint[], now: Date): ReadonlySet<string> {
  const days = points.map((point) => takenWords(point.taken_at, now).day)
  return new Set(points.filter((_, at) => days[at] !== days[at - 1]).map(({ id }) => id))
}

function Name({ point }: { point: RecoveryPoint }) {
  const Icon = icons[point.method]
  return (
    <span className={styles.name}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      {pointName(point)}
    </span>
  )
}

function Until({ point }: { point: RecoveryPoint }) {
  const now = useNow()
  if (point.state !== 'available') return null
  return point.expires_at === null ? (
    <span className="bs-dim bs-nowrap">not said</span>
  ) : (
    <span className="bs-num bs-nowrap">{formatDate(point.expires_at, { now })}</span>
  )
}

function Kept({ point, label }: { point: RecoveryPoint; label: string }) {
  const now = useNow()
  const words = keptWords(point) ?? deletedBy(point, label, now) ?? 'not judged yet'
  return (
    <span className={styles.kept} title={words}>
      {/* Until when stands beside it. */}
      {point.method === 'native' && point.state === 'available' && point.expires_at !== null ? `by ${label}` : words}
    </span>
  )
}

function keptWords(point: RecoveryPoint): string | null {
  if (point.state === 'gone') return 'gone before its time'
  if (point.state === 'forgotten' || point.expired) return 'its time was over'
  if (point.needs_look) return 'kept until somebody looks'
  return point.kept_because?.[0] ?? null
}
