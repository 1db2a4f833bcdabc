import { useStorageAnalytics, useStorageOfCustomers } from '../../api/analytics.ts'
import { StoragePanel } from '../../components/charts/StoragePanel.tsx'
import { minus } from '../../format/spaces.ts'
import { now } from '../../lib/clock.ts'
import { bytesByDay, daysBetween, endsOf } from '../../lib/storage-series.ts'
import { paths } from '../../paths.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { Spark } from '../../ui/charts/Spark.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import styles from './Analytics.module.css'
import { CsvLink } from './CsvLink.tsx'
import type { AnalyticsView } from './use-analytics-view.ts'

const dayMs = 86_400_000
const daysOf: Record<number, number> = { 3: 90, 6: 182, 12: 365 }

type Row = { id: string; name: string; values: (number | null)[]; first: number | null; last: number | null }

/** How what is stored grew: all together, and each provider or customer by itself. */
export function StorageSection({ view: { months, by, change } }: { view: AnalyticsView }) {
  const from = new Date(now().getTime() - (daysOf[months] ?? 365) * dayMs).toISOString().slice(0, 10)
  const storage = useStorageAnalytics({ from })
  const customers = useStorageOfCustomers({ from }, by === 'organization')
  const { data } = storage
  const days = data ? daysBetween(data.from, data.to) : []
  const recorded = new Set(data?.data.flatMap((row) => row.days.map(({ day }) => day)))
  const found = by === 'organization' ? customers.rows : data?.data
  const rows = data && found?.map((row) => rowOf(row, days, recorded))
  const ordered = by === 'organization' ? rows : rows?.toSorted((a, b) => (b.last ?? 0) - (a.last ?? 0))
  const name = (row: Row) =>
    by === 'organization' ? <RowLink to={paths.customer(row.id)}>{row.name}</RowLink> : row.name
  return (
    <Sheet className={styles.sheet}>
      <StoragePanel
        title="Storage"
        action={recorded.size > 0 && <CsvLink table="storage" query={{ from }} />}
        storage={storage}
      />
      {(recorded.size > 0 || data === undefined) && (
        <div className={styles.waiting}>
          <div className={styles.bar}>
            <Segments
              label="Storage by"
              choices={[
                { value: 'provider', word: 'By provider' },
                { value: 'organization', word: 'By customer' },
              ]}
              value={by}
              onChange={(value) => change({ by: value })}
            />
          </div>
          <DataTable
            bare
            label={by === 'organization' ? 'Storage by customer' : 'Storage by provider'}
            noun={by === 'organization' ? ['customer', 'customers'] : ['provider', 'providers']}
            rows={ordered}
            rowKey={(row) => row.id}
            columns={columns(by === 'organization' ? 'Customer' : 'Provider', name)}
            item={(row) => ({
              title: name(row),
              status: <Bytes value={row.last} unknown="not known" />,
              facts: <Growth row={row} />,
              body: row.last !== null && <Spark values={row.values} />,
            })}
            empty={<EmptyState title="Nothing is stored yet">It is shown once a day with backups is over.</EmptyState>}
            error={by === 'organization' ? customers.error : storage.error}
            onRetry={by === 'organization' ? customers.onRetry : () => void storage.refetch()}
            hasMore={by === 'organization' && customers.hasMore}
            loadingMore={customers.loadingMore}
            onMore={customers.onMore}
          />
        </div>
      )}
    </Sheet>
  )
}

type Found = Parameters<typeof bytesByDay>[0]

const rowOf = (row: Found, days: readonly string[], recorded: ReadonlySet<string>): Row => {
  const values = bytesByDay(row, days, recorded)
  return { id: row.id, name: row.name, values, ...endsOf(values, days, recorded) }
}

const columns = (head: string, name: (row: Row) => React.ReactNode): Column<Row>[] => [
  { key: 'name', head, cell: name },
  {
    key: 'spark',
    head: 'Over the period',
    width: 260,
    hide_below: 900,
    cell: (row) => (
      <span className={styles.spark}>
        <Spark values={row.values} />
      </span>
    ),
  },
  {
    key: 'first',
    head: 'First day',
    width: 110,
    align: 'right',
    cell: (row) => <Bytes value={row.first} unknown="not known" />,
  },
  { key: 'growth', head: 'Growth', width: 110, align: 'right', cell: (row) => <Growth row={row} /> },
  {
    key: 'last',
    head: 'Last day',
    width: 110,
    align: 'right',
    cell: (row) => <Bytes value={row.last} unknown="not known" />,
  },
]

/** How much more, or less, it is than on the first day on record. */
function Growth({ row: { first, last } }: { row: Row }) {
  if (first === null || last === null) return <span className="bs-dim">not known</span>
  if (first === last) return <span className="bs-dim">none</span>
  return (
    <span className="bs-num bs-nowrap">
      {last > first ? '+' : minus}
      <Bytes value={Math.abs(last - first)} />
    </span>
  )
}
