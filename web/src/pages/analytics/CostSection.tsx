import type { CostRow } from '../../../../src/insights/storage/schema.ts'
import { useCostAnalytics } from '../../api/analytics.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatMonth } from '../../format/format-month.ts'
import { now } from '../../lib/clock.ts'
import { monthsUpTo } from '../../lib/plan-revenue.ts'
import { rateWords } from '../../lib/rate-words.ts'
import { ratesWords } from '../../lib/rates-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { Amount } from '../../ui/Amount.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuSelect } from '../../ui/MenuSelect.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { Amounts } from './Amounts.tsx'
import styles from './Analytics.module.css'
import { Apart } from './Apart.tsx'
import { Assumptions } from './Assumptions.tsx'
import { CsvLink } from './CsvLink.tsx'
import { convertedWords } from './converted-words.ts'
import type { AnalyticsView } from './use-analytics-view.ts'

/** What each provider asks the operators for backups: of a month, and as things stand now. */
export function CostSection({ view: { month, change } }: { view: AnalyticsView }) {
  const today = useNow()
  const { data: cost, error, refetch } = useCostAnalytics(month)
  const byRates = ratesWords(ratesOf(cost?.data ?? []), today)
  const found = cost !== undefined && cost.data.length > 0
  const shown = cost?.month ?? month ?? now().toISOString().slice(0, 7)
  return (
    <Sheet className={styles.sheet}>
      <Panel
        title={`Cost by provider, ${formatMonth(shown, { now: today })}`}
        action={found && <CsvLink table="cost" query={{ month }} />}
        flush
      >
        <div className={styles.bar}>
          <MenuSelect
            label="Month"
            choices={monthsUpTo(today.toISOString().slice(0, 7), 12)
              .reverse()
              .map((one) => ({ value: one, label: formatMonth(one, { now: today }) }))}
            value={shown}
            onChange={(value) => change({ month: value })}
          />
          {byRates && <span className={styles.words}>≈ by {byRates}</span>}
        </div>
        <DataTable
          bare
          label="Cost by provider"
          noun={['provider', 'providers']}
          rows={cost?.data}
          rowKey={(row) => row.id}
          columns={columns(cost?.data.some((row) => row.now !== null) === true)}
          item={(row) => ({
            title: row.name,
            status: <Amounts amounts={estimates(row)} converted={row.converted.estimate} none="none known" />,
            facts: (
              <>
                so far{' '}
                {row.converted.so_far ? (
                  <Amount money={row.converted.so_far} about />
                ) : (
                  <Amounts amounts={soFar(row)} none="none known" />
                )}
              </>
            ),
            aside: unpricedWords(row),
          })}
          empty={
            <EmptyState title="No cost on record">
              What backups cost is written down for each day once it is over, soon after midnight UTC.
            </EmptyState>
          }
          error={error}
          onRetry={() => void refetch()}
        />
        <Apart why={cost?.apart ?? null} />
        {found && (
          <Assumptions of="the cost" lines={[...(byRates ? [convertedWords(byRates)] : []), ...cost.assumptions]} />
        )}
      </Panel>
    </Sheet>
  )
}

const soFar = (row: CostRow) =>
  row.amounts.map(({ currency, so_far_minor }) => ({ currency, amount_minor: so_far_minor }))
const estimates = (row: CostRow) =>
  row.amounts.map(({ currency, estimate_minor }) => ({ currency, amount_minor: estimate_minor }))

/** Each that an amount of the rows was converted with. */
const ratesOf = (rows: readonly CostRow[]) => [
  ...new Map(
    rows
      .flatMap(({ converted: { so_far, estimate, now } }) => [so_far, estimate, now])
      .flatMap((one) => one?.rates ?? [])
      .map((rate) => [rateWords(rate), rate]),
  ).values(),
]

/** Images whose provider tells no price, and file backups in storage for which nobody entered one. */
const unpricedWords = ({ unpriced, now }: CostRow): string => {
  const count = now?.unpriced ?? unpriced
  return count === 0 ? 'all known' : `${formatCount(count)} without a price`
}

const columns = (withNow: boolean): Column<CostRow>[] => [
  { key: 'name', head: 'Provider', cell: (row) => row.name },
  ...(withNow
    ? [
        {
          key: 'now',
          head: 'A month, as it stands now',
          width: 190,
          align: 'right' as const,
          hide_below: 900 as const,
          cell: (row: CostRow) => (
            <Amounts
              amounts={row.now?.amounts ?? []}
              converted={row.converted.now}
              none={row.now?.unpriced === 0 ? 'nothing' : 'none known'}
            />
          ),
        },
      ]
    : []),
  {
    key: 'so_far',
    head: 'So far',
    width: 150,
    align: 'right',
    cell: (row) => <Amounts amounts={soFar(row)} converted={row.converted.so_far} none="none yet" />,
  },
  {
    key: 'estimate',
    head: 'Whole month, estimate',
    width: 180,
    align: 'right',
    cell: (row) => <Amounts amounts={estimates(row)} converted={row.converted.estimate} none="not known" />,
  },
  {
    key: 'unpriced',
    head: 'Not in it',
    width: 150,
    align: 'right',
    hide_below: 1100,
    cell: (row) => <span className="bs-dim">{unpricedWords(row)}</span>,
  },
]
