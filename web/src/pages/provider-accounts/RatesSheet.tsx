import { Button } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ExchangeRate } from '../../../../src/provider-accounts/rates/schema.ts'
import { useRates, useRemoveRate } from '../../api/rates.ts'
import { formatDay } from '../../format/format-day.ts'
import { rateWords } from '../../lib/rate-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { RateDialog } from './lazy-dialogs.ts'

/** What currencies are worth in others, and from when that is. What providers charge is shown in a plan’s currency with it. */
export function RatesSheet() {
  const rates = useRates()
  const remove = useRemoveRate()
  const [changing, setChanging] = useState<ExchangeRate | 'new' | null>(null)
  const enter = (
    <Button size="xs" onClick={() => setChanging('new')}>
      Enter a rate…
    </Button>
  )
  const menu = (rate: ExchangeRate) => (
    <RowMenu label={`What can be done with ${rate.from_currency} in ${rate.to_currency}`}>
      <MenuAct icon={<IconPencil size={16} stroke={1.6} />} onClick={() => setChanging(rate)}>
        Edit…
      </MenuAct>
      <MenuAct
        danger
        icon={<IconTrash size={16} stroke={1.6} />}
        onClick={() => remove.mutate(rate, { onError: (error) => showErrorToast('The rate was not removed.', error) })}
      >
        Remove
      </MenuAct>
    </RowMenu>
  )
  return (
    <Sheet>
      <Panel title="Exchange rates" flush action={enter}>
        <DataTable
          bare
          label="Exchange rates"
          noun={['rate', 'rates']}
          rows={rates.data}
          rowKey={({ from_currency, to_currency }) => `${from_currency}-${to_currency}`}
          columns={columnsWith(menu)}
          item={(rate) => ({
            title: rateWords(rate),
            status: menu(rate),
            facts: rate.note ?? 'entered by operators',
            aside: <AsOf day={rate.as_of} />,
          })}
          empty={
            <EmptyState title="No rates entered">
              Where a provider charges in another currency than a plan is sold in, no margin is known without one.
            </EmptyState>
          }
          error={rates.error}
          onRetry={() => void rates.refetch()}
        />
      </Panel>
      <RateDialog rate={changing} onClose={() => setChanging(null)} />
    </Sheet>
  )
}

const columnsWith = (menu: (rate: ExchangeRate) => ReactNode): Column<ExchangeRate>[] => [
  { key: 'rate', head: 'Rate', width: 240, cell: (rate) => <strong className="bs-num">{rateWords(rate)}</strong> },
  { key: 'note', head: 'Where it is from', cell: ({ note }) => note ?? <span className="bs-dim">not said</span> },
  { key: 'as_of', head: 'As of', width: 130, cell: ({ as_of }) => <AsOf day={as_of} /> },
  { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
]

function AsOf({ day }: { day: string }) {
  const now = useNow()
  return (
    <time dateTime={day} className="bs-num bs-nowrap">
      {formatDay(day, { now })}
    </time>
  )
}
