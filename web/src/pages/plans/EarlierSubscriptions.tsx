import type { Subscription } from '../../api/billing-types.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { subscriptionLook } from '../../lib/subscription-look.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'

const columns: Column<Subscription>[] = [
  {
    key: 'plan',
    head: 'Subscription',
    cell: (one) => <TwoLines strong first={titleOf(one)} second={one.reason ?? `asked for by ${one.requested_by}`} />,
  },
  {
    key: 'status',
    head: 'Status',
    width: 150,
    cell: (one) => <StateBadge look={subscriptionLook(one.status)} flat />,
  },
  { key: 'since', head: 'Since', width: 180, align: 'right', cell: (one) => <Time iso={one.updated_at} /> },
]

/** Subscriptions that do not count, with why. */
export function EarlierSubscriptions({ subscriptions }: { subscriptions: readonly Subscription[] }) {
  if (subscriptions.length === 0) return null
  return (
    <Sheet>
      <Panel title="Not in force" count={subscriptions.length} flush>
        <DataTable
          bare
          label="Subscriptions not in force"
          noun={['subscription', 'subscriptions']}
          rows={subscriptions}
          rowKey={(one) => one.id}
          columns={columns}
          item={(one) => ({
            title: titleOf(one),
            status: <StateBadge look={subscriptionLook(one.status)} />,
            facts: one.reason ?? `asked for by ${one.requested_by}`,
            aside: <Time iso={one.updated_at} />,
          })}
          empty={null}
        />
      </Panel>
    </Sheet>
  )
}

function titleOf(one: Subscription): string {
  return `${one.plan_name}, ${formatPlural(one.quantity, 'place')}`
}
