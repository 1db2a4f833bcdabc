import { lazy, type ReactNode, Suspense, useDeferredValue } from 'react'
import { useIsPhone } from '../lib/use-is-phone.ts'
import { ErrorState } from './ErrorState.tsx'
import { Sheet } from './Sheet.tsx'
import { TableFoot } from './table/TableFoot.tsx'
import { TableGrid } from './table/TableGrid.tsx'
import { TableSkeleton } from './table/TableSkeleton.tsx'
import type { TableProps } from './table/table-types.ts'

// Only phones show lists as items. What is loaded later forgets that it is generic, which it is.
const TableItems = lazy(async () => ({ default: (await import('./table/TableItems.tsx')).TableItems })) as unknown as <
  Row,
>(
  props: TableProps<Row> & { rows: readonly Row[] },
) => ReactNode

type Props<Row> = TableProps<Row> & {
  noun: readonly [one: string, many: string]
  /** What is shown when the list is empty. */
  empty: ReactNode
  error?: unknown
  /** What goes on although the list could not be loaded. */
  goesOn?: string
  onRetry?: () => void
  hasMore?: boolean
  loadingMore?: boolean
  onMore?: () => void
  /** Inside a panel: no sheet of its own, and no foot when everything is here. */
  bare?: boolean
  total?: number | undefined
  /** Something stands below the list that one has to reach. */
  byHand?: boolean
  hints?: ReactNode
}

/** A list in every state it can be in: loading, failed, empty, short, long; a table, or items on a phone. */
export function DataTable<Row>({
  noun,
  empty,
  error,
  goesOn,
  onRetry,
  hasMore = false,
  loadingMore = false,
  onMore,
  bare,
  total,
  byHand,
  hints,
  ...table
}: Props<Row>) {
  const phone = useIsPhone()
  // New rows may be drawn in pieces, so that the page answers while they come.
  const rows = useDeferredValue(table.rows)
  const inside = rows ? (
    rows.length === 0 ? (
      empty
    ) : phone ? (
      <Suspense fallback={<TableSkeleton label={table.label} rows={6} />}>
        <TableItems {...table} rows={rows} />
      </Suspense>
    ) : (
      <TableGrid {...table} rows={rows} />
    )
  ) : error ? (
    <ErrorState title={`The ${noun[1]} could not be loaded`} error={error} onRetry={onRetry}>
      {goesOn}
    </ErrorState>
  ) : (
    <TableSkeleton label={table.label} rows={bare ? 3 : 6} />
  )
  const foot = rows && rows.length > 0 && (hasMore || !bare) && (
    <TableFoot
      shown={rows.length}
      noun={noun}
      hasMore={hasMore}
      loading={loadingMore}
      failed={Boolean(error)}
      onMore={onMore}
      total={total}
      byHand={byHand}
      inside={bare}
      hints={phone ? undefined : hints}
    />
  )
  if (bare)
    return (
      <>
        {inside}
        {foot}
      </>
    )
  return (
    <>
      <Sheet>
        <div>{inside}</div>
      </Sheet>
      {foot}
    </>
  )
}
