import type { CustomerMargin } from '../../../../src/insights/storage/schema.ts'
import { useMargins } from '../../api/analytics.ts'
import { formatPercent } from '../../format/format-percent.ts'
import { ratesWords } from '../../lib/rates-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Amount } from '../../ui/Amount.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { Amounts } from './Amounts.tsx'
import styles from './Analytics.module.css'
import { Assumptions } from './Assumptions.tsx'
import { CsvLink } from './CsvLink.tsx'
import type { AnalyticsView } from './use-analytics-view.ts'

/** What each customer pays, costs and leaves a month. */
export function MarginSection({ view: { sort, sorted, onSort } }: { view: AnalyticsView }) {
  const margins = useMargins(sort)
  const found = margins.rows !== undefined && margins.rows.length > 0
  return (
    <Sheet className={styles.sheet}>
      <Panel title="Margin by customer, a month" action={found && <CsvLink table="margin" query={{ sort }} />} flush>
        <DataTable
          bare
          label="Margin by customer"
          noun={['customer', 'customers']}
          rows={margins.rows}
          rowKey={(row) => row.organization_id}
          columns={columns}
          sort={sorted}
          onSort={onSort}
          item={(row) => ({
            title: <Name row={row} />,
            status: <Margin row={row} />,
            facts: (
              <>
                pays <Amounts amounts={row.revenue} none="nothing" />, costs{' '}
                <Amounts amounts={row.cost} none="nothing known" />
              </>
            ),
          })}
          empty={<EmptyState title="No customers yet">Each is shown with what it pays and costs a month.</EmptyState>}
          error={margins.error}
          onRetry={margins.onRetry}
          hasMore={margins.hasMore}
          loadingMore={margins.loadingMore}
          onMore={margins.onMore}
        />
        {found && <Assumptions of="the margin" lines={margins.assumptions} />}
      </Panel>
    </Sheet>
  )
}

function Name({ row }: { row: CustomerMargin }) {
  return <RowLink to={paths.customer(row.organization_id)}>{row.name}</RowLink>
}

/** Or why there is none to show. */
function Margin({ row: { margin, margin_unknown, margin_rates, revenue } }: { row: CustomerMargin }) {
  const now = useNow()
  if (margin === null) return <span className="bs-dim">{margin_unknown}</span>
  const [paid, ...others] = revenue
  const isShare = paid && others.length === 0 && paid.amount_minor > 0 && paid.currency === margin.currency
  const converted = margin_rates.length > 0
  const amount = (
    <span className="bs-nowrap">
      <Amount money={margin} about={converted} />
      {isShare && <span className="bs-dim bs-num"> {formatPercent(margin.amount_minor / paid.amount_minor)}</span>}
    </span>
  )
  return converted ? <TwoLines first={amount} second={ratesWords(margin_rates, now)} /> : amount
}

const columns: Column<CustomerMargin>[] = [
  { key: 'name', head: 'Customer', sortable: true, cell: (row) => <Name row={row} /> },
  {
    key: 'revenue',
    head: 'Revenue',
    width: 150,
    align: 'right',
    sortable: true,
    cell: (row) => <Amounts amounts={row.revenue} none="none" />,
  },
  {
    key: 'cost',
    head: 'Cost',
    width: 170,
    align: 'right',
    sortable: true,
    cell: (row) => <Amounts amounts={row.cost} none="none known" />,
  },
  { key: 'margin', head: 'Margin', width: 320, align: 'right', sortable: true, cell: (row) => <Margin row={row} /> },
]
