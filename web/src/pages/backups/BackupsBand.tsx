import type { Overview } from '../../../../src/insights/overview/schema.ts'
import { useGrowthOfWeek, useRevenueNow } from '../../api/band-figures.ts'
import { useOverview } from '../../api/overview.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatMoney } from '../../format/format-money.ts'
import { formatPercent } from '../../format/format-percent.ts'
import { minus } from '../../format/spaces.ts'
import { ratesWords } from '../../lib/rates-words.ts'
import { useIsPhone } from '../../lib/use-is-phone.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Stat } from '../../ui/Stat.tsx'
import styles from './BackupsBand.module.css'
import { bandSize } from './band-size.ts'
import { earnings } from './earnings.ts'
import { PlanCards } from './PlanCards.tsx'

/** The figures above the list, each the way to the servers that make it up, and the plans with their places. */
export function BackupsBand() {
  const phone = useIsPhone()
  const { data: overview, isRefetching, isPlaceholderData } = useOverview()
  if (overview?.servers.all.count === 0) return null
  return (
    <section className={styles.band} aria-label="Figures">
      <div className={styles.stats}>
        <Stats overview={overview} phone={phone} refreshing={isRefetching && isPlaceholderData} />
      </div>
      {!phone && <PlanCards />}
    </section>
  )
}

type StatsProps = { overview: Overview | undefined; phone: boolean; refreshing: boolean }

function Stats({ overview, phone, refreshing }: StatsProps) {
  const now = useNow()
  const growth = useGrowthOfWeek().data
  const revenue = useRevenueNow().data
  // Until they are known the compartments stand there empty, so that nothing moves.
  const known = overview !== undefined && overview.as_of !== null
  const { servers, recovery_points: points, storage, monthly_cost: cost } = overview ?? {}
  const stored = known && storage ? bandSize(storage.bytes) : null
  const more = overview?.enabled_growth_30_days
  const said = (...captions: (string | false | null | undefined)[]) =>
    phone ? undefined : [captions.filter(Boolean).join(', ') || '\u00a0']
  const parts = cost?.amounts ?? []
  const converted = cost?.converted ?? null
  // One sum where rates are known; what it is made of stands on the dashboard.
  const amounts = converted ? [converted] : parts
  return (
    <>
      <Stat
        refreshing={refreshing}
        label={phone ? 'Backups on' : 'Servers with backups on'}
        value={servers ? formatCount(servers.enabled.count) : '\u00a0'}
        unit={servers && `of ${formatCount(servers.all.count)}`}
        captions={said(
          servers && formatPercent(Math.round((100 * servers.enabled.count) / servers.all.count) / 100),
          typeof more === 'number'
            ? more === 0
              ? 'no change in 30 days'
              : `${more < 0 ? minus : '+'}${formatCount(Math.abs(more))} in 30 days`
            : servers && `${formatCount(servers.disabled.count)} without`,
        )}
        to={paths.backups({ show: 'enabled' })}
      />
      <Stat
        refreshing={refreshing}
        label="Recovery points"
        value={known && points ? formatCount(points.count) : overview ? 'not known yet' : '\u00a0'}
        captions={said(
          known &&
            points &&
            `files ${formatCount(points.files)}, snapshot ${formatCount(points.snapshot)}, native ${formatCount(points.native)}`,
        )}
        to={paths.backups({ has_points: 'true' })}
      />
      <Stat
        refreshing={refreshing}
        label="Storage used"
        value={stored ? stored[0] : overview ? 'not known yet' : '\u00a0'}
        unit={stored?.[1]}
        captions={said(
          typeof growth === 'number' && `${growth < 0 ? minus : '+'}${formatBytes(Math.abs(growth))} in 7 days`,
          storage !== undefined && storage.unknown > 0 && `not known of ${formatCount(storage.unknown)}`,
        )}
        to={paths.backups({ sort: '-storage_bytes' })}
      />
      <Stat
        refreshing={refreshing}
        label={phone ? 'Cost, estimate' : 'Monthly cost, estimate'}
        several={phone && amounts.length > 1}
        value={
          amounts.length > 0
            ? amounts.map((amount) => formatMoney(amount, { about: converted !== null })).join(' + ')
            : overview
              ? cost && (cost.known > 0 || cost.unknown === 0)
                ? 'none'
                : 'not known'
              : '\u00a0'
        }
        captions={said(
          revenue && earnings(revenue, amounts, (cost?.unknown ?? 0) > 0),
          converted && `at ${ratesWords(converted.rates, now)}`,
          cost !== undefined && cost !== null && cost.unknown > 0 && `price not known of ${formatCount(cost.unknown)}`,
        )}
        to={paths.plans()}
      />
    </>
  )
}
