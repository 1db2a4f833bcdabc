import { useMoneyAnalytics, useStorageAnalytics } from '../../api/analytics.ts'
import { ChartPanel } from '../../components/charts/ChartPanel.tsx'
import { MoneyPanel } from '../../components/charts/MoneyPanel.tsx'
import { NoMoney } from '../../components/charts/NoMoney.tsx'
import { StoragePanel } from '../../components/charts/StoragePanel.tsx'
import { now } from '../../lib/clock.ts'
import { moneyCharts } from '../../lib/money-chart.ts'
import { ratesWords } from '../../lib/rates-words.ts'
import { ninetyDaysBefore } from '../../lib/storage-series.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import styles from './Dashboard.module.css'

const title = 'Cost and revenue per month'

/** What is stored and what that costs and brings: drawn from what is written down each day. */
export function DashboardCharts() {
  const storage = useStorageAnalytics({ from: ninetyDaysBefore(now()) })
  return (
    <div className={styles.charts}>
      <StoragePanel
        title="Storage, last 90 days"
        action={<AppLink to={paths.analytics()}>Analytics</AppLink>}
        storage={storage}
      />
      <Money />
    </div>
  )
}

function Money() {
  const today = useNow()
  const { data: money, error, refetch } = useMoneyAnalytics(12)
  const [first, ...others] = money ? moneyCharts(money) : []
  if (money && first)
    return (
      <MoneyPanel
        title={title}
        action={
          <span className={styles.fine}>
            {money.converted && `≈ by ${ratesWords(money.converted.rates, today)} · `}projection: mean growth
            {others.length > 0 && (
              <>
                {' · '}
                <AppLink className="bs-link" to={paths.analytics()}>
                  {others.map(({ currency }) => currency).join(', ')} too
                </AppLink>
              </>
            )}
          </span>
        }
        money={money}
        currency={first}
      />
    )
  return (
    <ChartPanel
      title={title}
      chart={null}
      instead={error || money ? <NoMoney error={error} onRetry={() => void refetch()} /> : undefined}
    />
  )
}
