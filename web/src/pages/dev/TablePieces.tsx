import { Button, Menu } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { states } from '../../ui/marks/states.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { RecoveryStrip } from '../../ui/strip/RecoveryStrip.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column, Sort } from '../../ui/table/table-types.ts'
import { type SampleServer, sampleServers } from './sample-servers.ts'

const columns: readonly Column<SampleServer>[] = [
  {
    key: 'name',
    head: 'Server',
    sortable: true,
    cell: (row) => <TwoLines first={row.name} second={row.id} strong mono />,
  },
  { key: 'customer', head: 'Customer', hide_below: 900, cell: (row) => row.customer },
  {
    key: 'status',
    head: 'Status',
    sortable: true,
    width: 150,
    cell: (row) => <StateBadge look={states.server[row.status]} />,
  },
  {
    key: 'last',
    head: 'Last backup',
    width: 110,
    align: 'right',
    hide_below: 1100,
    cell: (row) => <TwoLines first={row.last} second={row.last_at} />,
  },
  { key: 'strip', head: 'Last 30 days', width: 197, cell: (row) => <RecoveryStrip data={row.strip} /> },
  { key: 'menu', head: 'Menu', head_hidden: true, width: 46, align: 'right', cell: (row) => <SampleMenu row={row} /> },
]

function SampleMenu({ row }: { row: SampleServer }) {
  return (
    <RowMenu label={`More for ${row.name}`}>
      <Menu.Item>Back up now</Menu.Item>
      <Menu.Item>Restore…</Menu.Item>
    </RowMenu>
  )
}

const failure = new ApiError({
  status: 504,
  code: 'http_504',
  message: 'Backstay did not answer within 10 s.',
  requestId: 'req_01JD4W8Q',
})

export function TablePieces() {
  const [sort, setSort] = useState<Sort>({ by: 'status', descending: true })
  const [openKey, setOpenKey] = useState<string | null>(null)
  const table = {
    noun: ['server', 'servers'] as const,
    columns,
    rowKey: (row: SampleServer) => row.id,
    item: (row: SampleServer) => ({
      title: row.name,
      status: <StateBadge look={states.server[row.status]} />,
      facts: row.customer,
      aside: row.last,
      body: <RecoveryStrip data={row.strip} size="m" />,
    }),
    empty: (
      <EmptyState strip title="No servers" action={<Button>Add a machine…</Button>}>
        Connect a provider account, or add any machine with one command.
      </EmptyState>
    ),
  }
  return (
    <>
      <DataTable
        {...table}
        label="Servers"
        rows={sampleServers}
        sort={sort}
        onSort={setSort}
        hasMore
        onOpen={(row) => setOpenKey(openKey === row.id ? null : row.id)}
        openKey={openKey}
        detail={(row) => <p className="bs-second">What unfolds under {row.name}.</p>}
      />
      <DataTable {...table} label="Servers, loading" rows={undefined} />
      <DataTable {...table} label="Servers, none" rows={[]} />
      <DataTable {...table} label="Servers, failed" rows={undefined} error={failure} onRetry={() => undefined} />
      <Sheet>
        <Panel title="In a panel" count={2} flush>
          <DataTable {...table} bare dense label="Servers in a panel" rows={sampleServers.slice(0, 2)} />
        </Panel>
      </Sheet>
    </>
  )
}
