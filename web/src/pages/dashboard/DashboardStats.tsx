import type { Overview } from '../../../../src/insights/overview/schema.ts'
import { useStorageAnalytics } from '../../api/analytics.ts'
import { useStorageLocations } from '../../api/storage.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatDay } from '../../format/format-day.ts'
import { formatMoney } from '../../format/format-money.ts'
import { formatPercent } from '../../format/format-percent.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { minus } from '../../format/spaces.ts'
import { now as clock } from '../../lib/clock.ts'
import { soonestFull } from '../../lib/location-room.ts'
import { ratesWords } from '../../lib/rates-words.ts'
import { ninetyDaysBefore, weekGrowth } from '../../lib/storage-series.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import statStyles from '../../ui/Stat.module.css'
import { Stat } from '../../ui/Stat.tsx'
import { StatBand } from '../../ui/StatBand.tsx'
import styles from './Dashboard.module.css'
import { pathOfList } from './path-of-list.ts'

/** The figures of the fleet, each a link to the list that explains it. */
export function DashboardStats({ overview, refreshing }: { overview: Overview; refreshing: boolean }) {
  const { servers, protections } = overview
  const shared = { refreshing }
  // Sums are made a moment after the first server; until then they are not known.
  const known = overview.as_of !== null
  return (
    <StatBand count={6}>
      <Stat
        {...shared}
        label="Servers protected"
        value={formatCount(servers.enabled.count)}
        unit={`of ${formatCount(servers.all.count)}`}
        captions={[
          known
            ? `${formatPlural(protections.wanted, 'protection')}, ${formatCount(protections.on)} on`
            : `${formatCount(servers.disabled.count)} without backups`,
        ]}
        gauge={servers.all.count === 0 ? undefined : servers.enabled.count / servers.all.count}
        to={pathOfList(servers.enabled.list)}
      />
      <PointsStat points={overview.recovery_points} refreshing={refreshing} known={known} />
      <StorageStat storage={overview.storage} refreshing={refreshing} known={known} />
      <CostStat cost={overview.monthly_cost} servers={servers.enabled.count} refreshing={refreshing} />
      <RevenueStat revenue={overview.monthly_revenue} known={known} refreshing={refreshing} />
      <LastDay last={overview.last_24_hours} />
    </StatBand>
  )
}

/** By how much what is on record grew in a week; null while that is not known. */
function useWeek(of: 'bytes' | 'points'): number | null {
  const { data } = useStorageAnalytics({ from: ninetyDaysBefore(clock()) })
  return data ? weekGrowth(data.data, data.to, of) : null
}

const inAWeek = (growth: number, words: (amount: number) => string): string =>
  growth === 0 ? 'no change in 7 days' : `${growth < 0 ? minus : '+'}${words(Math.abs(growth))} in 7 days`

type PointsProps = { points: Overview['recovery_points']; refreshing: boolean; known: boolean }

function PointsStat({ points: { count, files, snapshot, native, list }, refreshing, known }: PointsProps) {
  const growth = useWeek('points')
  return (
    <Stat
      refreshing={refreshing}
      label="Recovery points"
      value={known ? formatCount(count) : 'not known yet'}
      captions={[
        ...(growth === null ? [] : [inAWeek(growth, formatCount)]),
        ...(known ? [`files ${formatCount(files)}, images ${formatCount(snapshot + native)}`] : []),
      ]}
      to={pathOfList(list)}
    />
  )
}

const yearDays = 365

type StorageProps = { storage: Overview['storage']; refreshing: boolean; known: boolean }

/** There is room for two captions: where all is known or storage is full within a year, the second is of the room. */
function StorageStat({ storage: { bytes, unknown, list }, refreshing, known }: StorageProps) {
  const growth = useWeek('bytes')
  const locations = useStorageLocations().rows ?? []
  const full = soonestFull(locations)
  const soon = locations.some(({ days_left }) => days_left !== null && days_left <= yearDays)
  const [value, unit] = formatBytes(bytes).split(/\s/)
  return (
    <Stat
      refreshing={refreshing}
      label="Storage used"
      value={known ? value : 'not known yet'}
      unit={known ? unit : undefined}
      captions={[
        ...(growth === null ? [] : [inAWeek(growth, formatBytes)]),
        ...(full !== null && (soon || unknown === 0) ? [full] : []),
        ...(unknown > 0 && !soon ? [`not known of ${formatPlural(unknown, 'server')}`] : []),
      ]}
      to={pathOfList(list)}
    />
  )
}

type CostProps = {
  cost: Overview['monthly_cost']
  /** That have backups on. */
  servers: number
  refreshing: boolean
}

function CostStat({ cost, servers, refreshing }: CostProps) {
  const now = useNow()
  const amounts = cost?.amounts ?? []
  const [only, ...others] = amounts
  const parts = amounts.map((amount) => formatMoney(amount)).join(' + ')
  const converted = cost?.converted ?? null
  const prices = cost?.prices_as_of ? `prices of ${formatDay(cost.prices_as_of, { now })}` : null
  const unknown = cost && cost.unknown > 0 ? formatCount(cost.unknown) : null
  const estimate = cost && cost.known > 0 ? ['estimate', prices].filter(Boolean).join(', ') : null
  const each =
    cost && unknown === null && only && others.length === 0 && servers > 0
      ? `${formatMoney({ ...only, amount_minor: Math.round(only.amount_minor / servers) })} per server`
      : null
  const captions = (
    converted
      ? [
          parts,
          ratesWords(converted.rates, now),
          [prices, unknown && `${unknown} not known`].filter(Boolean).join(', '),
        ]
      : [estimate, unknown && `price not known of ${unknown}`, each]
  ).filter((caption): caption is string => caption !== null && caption !== '')
  const nothing = cost !== null && cost.known + cost.unknown === 0
  return (
    <Stat
      refreshing={refreshing}
      label="Cost, a month"
      several={amounts.length > 1 && converted === null}
      value={
        converted
          ? formatMoney(converted, { about: true })
          : amounts.length > 0
            ? parts
            : nothing
              ? 'none yet'
              : cost && cost.known > 0
                ? 'none'
                : 'not known'
      }
      captions={captions}
      to={paths.analytics()}
    />
  )
}

function RevenueStat({
  revenue,
  known,
  refreshing,
}: {
  revenue: Overview['monthly_revenue']
  known: boolean
  refreshing: boolean
}) {
  if (revenue === null) return null
  const { amounts, places, places_used, margin, margin_rates, margin_unknown, list } = revenue
  const [first] = amounts
  const share =
    margin && amounts.length === 1 && first && first.currency === margin.currency && first.amount_minor > 0
      ? `, ${formatPercent(margin.amount_minor / first.amount_minor)}`
      : ''
  return (
    <Stat
      refreshing={refreshing}
      label="Revenue, a month"
      several={known && amounts.length > 1}
      value={!known ? 'not known yet' : first ? amounts.map((amount) => formatMoney(amount)).join(' + ') : 'none yet'}
      captions={
        known
          ? [
              `${formatPlural(places, 'place')}, ${formatCount(places_used)} in use`,
              margin
                ? `margin ${formatMoney(margin, { about: margin_rates.length > 0 })}${share}`
                : shortReason(margin_unknown),
            ]
          : []
      }
      to={pathOfList(list)}
    />
  )
}

/** The whole reason stands with the analytics. */
const shortReason = (reason: string | null): string =>
  reason?.startsWith('The amounts') ? 'margin: several currencies' : 'margin not known'

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
          <StateMark mark="miss" tone="bad" />
          <AppLink
            to={pathOfList(last.missed.list)}
            className={styles.quiet}
            aria-label={`${last.missed.count} missed today`}
            title="Of today, by the days of the strip"
          >
            {formatCount(last.missed.count)}
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
      <span className={statStyles.caption}>failed, missed, warnings</span>
      <span className={statStyles.caption}>
        of{' '}
        <AppLink to={pathOfList(last.runs.list)} className={styles.plain}>
          {formatPlural(last.runs.count, 'run')}
        </AppLink>
      </span>
    </div>
  )
}
