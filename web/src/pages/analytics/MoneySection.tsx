import { useMoneyAnalytics } from '../../api/analytics.ts'
import { MoneyPanel } from '../../components/charts/MoneyPanel.tsx'
import { NoMoney } from '../../components/charts/NoMoney.tsx'
import { formatPlural } from '../../format/format-plural.ts'
import { moneyCharts } from '../../lib/money-chart.ts'
import { ratesWords } from '../../lib/rates-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './Analytics.module.css'
import { Apart } from './Apart.tsx'
import { Assumptions } from './Assumptions.tsx'
import { CsvLink } from './CsvLink.tsx'
import { convertedWords } from './converted-words.ts'

const title = 'Cost and revenue per month'

/** Cost and revenue month by month, in one chart or in one for each currency, with the months to come and what they rest on. */
export function MoneySection({ months }: { months: number }) {
  const now = useNow()
  const { data: money, error, refetch } = useMoneyAnalytics(months)
  if (money === undefined || money.currencies.length === 0)
    return (
      <Sheet className={styles.sheet}>
        <Panel title={title} flush={money !== undefined || error !== null}>
          {error || money ? <NoMoney error={error} onRetry={() => void refetch()} /> : <Skeleton width="100%" />}
        </Panel>
      </Sheet>
    )
  const currencies = moneyCharts(money)
  const byRates = money.converted && ratesWords(money.converted.rates, now)
  return (
    <Sheet className={styles.sheet}>
      {currencies.map((currency, n) => (
        <MoneyPanel
          key={currency.currency}
          title={currencies.length === 1 ? title : `${title}, in ${currency.currency}`}
          action={
            <>
              <span className={styles.words}>
                {byRates && `≈ by ${byRates} · `}projection: {money.projection}
              </span>
              {n === 0 && <CsvLink table="money" query={{ months: String(months) }} />}
            </>
          }
          money={money}
          currency={currency}
        />
      ))}
      <div>
        <Apart why={money.apart} />
        {money.unpriced > 0 && (
          <div className={styles.notice}>
            <Notice tone="info" title={`The cost of ${formatPlural(money.unpriced, 'image')} is not known.`}>
              It is not in these figures. Enter prices under{' '}
              <AppLink className="bs-link" to={paths.providerAccounts()}>
                Provider accounts
              </AppLink>
              .
            </Notice>
          </div>
        )}
        <Assumptions
          of="the projection"
          lines={[
            `The projection is ${money.projection}.`,
            ...(byRates ? [convertedWords(byRates)] : []),
            ...money.assumptions,
          ]}
        />
      </div>
    </Sheet>
  )
}
