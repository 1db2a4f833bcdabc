import type { Overview } from '../../../../src/insights/overview/schema.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatDay } from '../../format/format-day.ts'
import { formatMoney } from '../../format/format-money.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { useNow } from '../../lib/use-now.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import statStyles from '../../ui/Stat.module.css'
import { Stat } from '../../ui/Stat.tsx'
import { StatBand } from '../../ui/StatBand.tsx'
import styles from './Dashboard.module.css'
import { pathOfList } from './path-of-list.ts'

/** The figures of the fleet, each a link to the list that explains it. */
export function DashboardStats({ overview, refreshing }: { overview: Overview; refreshing: boolean }) {
  const { servers, recovery_points, storage } = overview
  const shared = { refreshing }
  // Sums are made a moment after the first server; until then they are not known.
  const known = overview.as_of !== null
  return (
    <StatBand count={5}>
      <Stat
        {...shared}
        label="Servers protected"
        value={formatCount(servers.enabled.count)}
        unit={`of ${formatCount(servers.all.count)}`}
        captions={[formatPlural(servers.disabled.count, 'server without backups', 'servers without backups')]}
        gauge={servers.all.count === 0 ? undefined : servers.enabled.count / servers.all.count}
        to={pathOfList(servers.enabled.list)}
      />
      <Stat
        {...shared}
        label="Recovery points"
        value={known ? formatCount(recovery_points.count) : 'not known yet'}
        captions={
          known
            ? [
                `${formatCount(recovery_points.files)} of files`,
                `${formatCount(recovery_points.snapshot)} snapshots, ${formatCount(recovery_points.native)} native`,
              ]
            : []
        }
        to={pathOfList(recovery_points.list)}
      />
      <StorageStat overview={overview} refreshing={refreshing} known={known} list={storage.list} />
      <CostStat cost={overview.monthly_cost} refreshing={refreshing} />
      <LastDay last={overview.last_24_hours} />
    </StatBand>
  )
}

type StorageProps = { overview: Overview; refreshing: boolean; known: boolean; list: string }

function StorageStat({ overview: { storage }, refreshing, known, list }: StorageProps) {
  const [value, unit] = formatBytes(storage.bytes).split(/\s/)
  return (
    <Stat
      refreshing={refreshing}
      label="Storage used"
      value={known ? value : 'not known yet'}
      unit={known ? unit : undefined}
      captions={storage.unknown === 0 ? [] : [`not known of ${formatPlural(storage.unknown, 'server')}`]}
      to={pathOfList(list)}
    />
  )
}

function CostStat({ cost, refreshing }: { cost: Overview['monthly_cost']; refreshing: boolean }) {
  const now = useNow()
  const amounts = cost?.amounts ?? []
  const prices = cost?.prices_as_of ? `, prices of ${formatDay(cost.prices_as_of, { now })}` : ''
  const captions = [
    ...(cost && cost.known > 0 ? [`estimate${prices}`] : []),
    ...(cost && cost.unknown > 0 ? [`price unknown for ${formatCount(cost.unknown)}`] : []),
  ]
  const nothing = cost !== null && cost.known + cost.unknown === 0
  return (
    <Stat
      refreshing={refreshing}
      label="Cost, a month"
      value={
        amounts.length > 0
          ? amounts.map((amount) => formatMoney(amount)).join(' + ')
          : nothing
            ? 'nothing yet'
            : cost && cost.known > 0
              ? 'none'
              : 'unknown'
      }
      captions={captions}
    />
  )
}

/** Three figures in one compartment, each with its mark and its list. */
function LastDay({ last }: { last: Overview['last_24_hours'] }) {
  return (
    <div className={statStyles.stat}>
      <span className={statStyles.label}>Last 24 hours</span>
      <span className={`${statStyles.value} ${styles.three} bs-num`}>
        <span>
          <StateMark mark="cross" tone="bad" />
          <AppLink
            to={pathOfList(last.failed.list)}
            className={styles.quiet}
            aria-label={`${last.failed.count} failed`}
          >
            {formatCount(last.failed.count)}
          </AppLink>
        </span>
        <span>
          <StateMark mark="corner" tone="warn" />
          <AppLink
            to={pathOfList(last.warnings.list)}
            className={styles.quiet}
            aria-label={`${last.warnings.count} with a warning`}
          >
            {formatCount(last.warnings.count)}
          </AppLink>
        </span>
      </span>
      <span className={statStyles.caption}>failed, warnings</span>
      <span className={statStyles.caption}>
        of{' '}
        <AppLink to={pathOfList(last.runs.list)} className="bs-link">
          {formatPlural(last.runs.count, 'run')}
        </AppLink>
      </span>
    </div>
  )
}
