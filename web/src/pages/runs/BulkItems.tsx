import type { BulkItem } from '../../../../src/bulk/schema.ts'
import { useBulkItems } from '../../api/bulk.ts'
import { countOf } from '../../components/count-of.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { states } from '../../ui/marks/states.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Told } from '../../ui/Told.tsx'
import type { Column } from '../../ui/table/table-types.ts'

/** Bulk work, server by server, with what each one said. */
export function BulkItems({ runId }: { runId: string }) {
  const items = useBulkItems(runId, true)
  const name = (item: BulkItem) =>
    item.server_name === null ? (
      <span className="bs-mono">{item.server_id}, gone</span>
    ) : (
      <RowLink to={paths.server(item.server_id)}>{item.server_name}</RowLink>
    )
  const columns: Column<BulkItem>[] = [
    { key: 'server', head: 'Server', width: 240, cell: (item) => <span className="bs-name">{name(item)}</span> },
    {
      key: 'state',
      head: 'State',
      width: 150,
      cell: (item) => <StateBadge flat look={states.bulk_item[item.state]} />,
    },
    {
      key: 'says',
      head: 'What it said',
      cell: (item) =>
        item.message === null ? <span className="bs-dim">nothing yet</span> : <Told text={item.message} />,
    },
    {
      key: 'run',
      head: 'Run',
      width: 110,
      hide_below: 900,
      cell: (item) =>
        item.run_id && (
          <AppLink to={paths.run(item.run_id)}>
            Open run<span className="bs-hidden"> of {item.server_name ?? item.server_id}</span>
          </AppLink>
        ),
    },
  ]
  return (
    <Sheet>
      <Panel title="Server by server" count={countOf(items)} flush>
        <DataTable
          bare
          dense
          label="Servers of this run"
          noun={['server', 'servers']}
          rows={items.rows}
          rowKey={(item) => item.server_id}
          columns={columns}
          item={(item) => ({
            title: name(item),
            status: <StateBadge look={states.bulk_item[item.state]} />,
            facts: item.message !== null && <Told text={item.message} />,
          })}
          to={(item) => (item.server_name === null ? null : paths.server(item.server_id))}
          empty={<EmptyState title="No servers">The servers of this run are gone from the lists.</EmptyState>}
          error={items.error}
          onRetry={items.onRetry}
          hasMore={items.hasMore}
          loadingMore={items.loadingMore}
          onMore={items.onMore}
        />
      </Panel>
    </Sheet>
  )
}
