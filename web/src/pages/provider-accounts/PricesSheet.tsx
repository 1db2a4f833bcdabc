import { IconPencil, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { PriceTable } from '../../api/price-types.ts'
import { usePrices } from '../../api/prices.ts'
import { formatDay } from '../../format/format-day.ts'
import { useNow } from '../../lib/use-now.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { PricesDialog, RemovePricesDialog } from './lazy-dialogs.ts'
import { nativeWords, rangeWords, snapshotWords } from './price-words.ts'

/** What each provider charges, from when that is, and who says so. Costs and margins rest on it. */
export function PricesSheet() {
  const tables = usePrices()
  const [changing, setChanging] = useState<PriceTable | null>(null)
  const [removing, setRemoving] = useState<PriceTable | null>(null)
  const menu = (table: PriceTable) => (
    <RowMenu label={`What can be done with the prices of ${table.label}`}>
      <MenuAct icon={<IconPencil size={16} stroke={1.6} />} onClick={() => setChanging(table)}>
        Edit…
      </MenuAct>
      <MenuAct
        danger
        icon={<IconTrash size={16} stroke={1.6} />}
        disabledReason={table.source === 'operator' ? null : 'Nobody entered prices here.'}
        onClick={() => setRemoving(table)}
      >
        Remove…
      </MenuAct>
    </RowMenu>
  )
  return (
    <Sheet>
      <Panel title="Prices" flush>
        <DataTable
          bare
          label="Prices of providers"
          noun={['provider', 'providers']}
          rows={tables.data}
          rowKey={(table) => table.provider}
          columns={columnsWith(menu)}
          item={(table) => ({
            title: table.label,
            status: menu(table),
            facts: table.prices ? `own backups: ${nativeWords(table.prices)}` : 'no prices known',
            aside: <AsOf table={table} />,
          })}
          empty={<EmptyState title="No providers">This Backstay speaks to none.</EmptyState>}
          error={tables.error}
          onRetry={() => void tables.refetch()}
        />
      </Panel>
      <PricesDialog table={changing} onClose={() => setChanging(null)} />
      <RemovePricesDialog table={removing} onClose={() => setRemoving(null)} />
    </Sheet>
  )
}

const columnsWith = (menu: (table: PriceTable) => ReactNode): Column<PriceTable>[] => [
  {
    key: 'provider',
    head: 'Provider',
    width: 135,
    cell: (table) => <TwoLines strong first={table.label} second={sources[table.source ?? 'none']} />,
  },
  {
    key: 'native',
    head: 'Own backups, a month',
    cell: ({ prices, note }) => (
      <TwoLines first={prices ? nativeWords(prices) : 'no prices known'} second={note ?? ''} />
    ),
  },
  {
    key: 'snapshots',
    head: 'Snapshots, a month',
    width: 135,
    cell: snapshotWords,
  },
  {
    key: 'servers',
    head: 'Servers, a month',
    width: 210,
    hide_below: 1100,
    cell: ({ prices }) => (prices ? rangeWords(prices.servers) : <span className="bs-dim">none</span>),
  },
  { key: 'as_of', head: 'As of', width: 130, cell: (table) => <AsOf table={table} /> },
  { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
]

const sources = { provider: 'told by its API', operator: 'a table, not its API', none: 'told by nobody' } as const

function AsOf({ table }: { table: PriceTable }) {
  const now = useNow()
  if (table.as_of === null) return <span className="bs-dim">never</span>
  return (
    <time dateTime={table.as_of} className="bs-num bs-nowrap">
      {formatDay(table.as_of, { now })}
    </time>
  )
}
