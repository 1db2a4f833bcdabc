import type { RevenueMonth } from '../../../../src/insights/storage/schema.ts'
import { useRevenueAnalytics } from '../../api/analytics.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatMonth } from '../../format/format-month.ts'
import { type PlanRow, planRows } from '../../lib/plan-revenue.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Spark } from '../../ui/charts/Spark.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import styles from './Analytics.module.css'
import { Assumptions } from './Assumptions.tsx'
import { CsvLink } from './CsvLink.tsx'

/** What each plan brings: over the period, now, and what of it is left in three months as far as ends are known. */
export function RevenueSection({ months }: { months: number }) {
  const now = useNow()
  const { data, error, refetch } = useRevenueAnalytics(months)
  const last: RevenueMonth['month'] | undefined = data?.months.findLast(({ projected }) => projected)?.month
  const rows = data && planRows(data.months, data.month, months)
  const found = rows !== undefined && rows.length > 0
  return (
    <Sheet className={styles.sheet}>
      <Panel
        title="Revenue by plan"
        action={found && <CsvLink table="revenue" query={{ months: String(months) }} />}
        flush
      >
        <DataTable
          bare
          label="Revenue by plan"
          noun={['plan', 'plans']}
          rows={rows}
          rowKey={(row) => `${row.plan_id} ${row.currency}`}
          columns={columns(last ? formatMonth(last, { now }) : null)}
          item={(row) => ({
            title: row.plan_name,
            status: <Money row={row} minor={row.now_minor} />,
            facts: `${formatCount(row.places)} places`,
            body: <Spark values={row.values} />,
          })}
          empty={
            <EmptyState
              title="No revenue yet"
              action={<LinkButton to={paths.plans({ dialog: 'grant' })}>Grant a subscription…</LinkButton>}
            >
              It begins with the first subscription that is paid for.
            </EmptyState>
          }
          error={error}
          onRetry={() => void refetch()}
        />
        {found && <Assumptions of="the revenue" lines={data?.assumptions ?? []} />}
      </Panel>
    </Sheet>
  )
}

function Money({ row, minor }: { row: PlanRow; minor: number }) {
  return <Amount money={{ amount_minor: minor, currency: row.currency }} />
}

const columns = (last: string | null): Column<PlanRow>[] => [
  { key: 'plan', head: 'Plan', cell: (row) => row.plan_name },
  {
    key: 'spark',
    head: 'Over the period',
    width: 220,
    hide_below: 900,
    cell: (row) => (
      <span className={styles.spark}>
        <Spark values={row.values} />
      </span>
    ),
  },
  {
    key: 'places',
    head: 'Places',
    width: 90,
    align: 'right',
    cell: (row) => <span className="bs-num">{formatCount(row.places)}</span>,
  },
  {
    key: 'now',
    head: 'A month, now',
    width: 130,
    align: 'right',
    cell: (row) => <Money row={row} minor={row.now_minor} />,
  },
  {
    key: 'later',
    head: last ? `Agreed for ${last}` : 'Agreed',
    width: 150,
    align: 'right',
    hide_below: 1100,
    cell: (row) => <Money row={row} minor={row.later_minor} />,
  },
]
