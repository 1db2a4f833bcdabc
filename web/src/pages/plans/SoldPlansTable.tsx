import { IconPencil, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import type { Plan, Subscription } from '../../api/billing-types.ts'
import { useChangePlan } from '../../api/plans.ts'
import type { ListState } from '../../api/use-list.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatDate } from '../../format/format-date.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { listWords } from '../../lib/list-words.ts'
import { placesSold } from '../../lib/revenue.ts'
import { useNow } from '../../lib/use-now.ts'
import { Amount } from '../../ui/Amount.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { states } from '../../ui/marks/states.ts'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'

type Props = { plans: ListState<Plan>; subscriptions: ListState<Subscription>; onEdit: (plan: Plan) => void }

const methodWords = { native: 'native', snapshot: 'snapshot', files: 'files' }
const icon = { size: 16, stroke: 1.6 }

/** What is sold and what was, with how many places of each are out. */
export function SoldPlansTable({ plans, subscriptions, onEdit }: Props) {
  const now = useNow()
  const change = useChangePlan()
  const retire = (plan: Plan, retired: boolean) =>
    change.mutate(
      { id: plan.id, retired },
      {
        onSuccess: () =>
          showToast({
            title: retired ? 'Off sale.' : 'On sale.',
            message: retired
              ? `Nobody new gets ${plan.name}; subscriptions to it go on.`
              : `Customers see ${plan.name} again.`,
            undo: () => retire(plan, !retired),
          }),
        onError: (error) => showErrorToast(`${plan.name} was not changed.`, error),
      },
    )
  const menu = (plan: Plan) => (
    <RowMenu label={`What can be done with ${plan.name}`}>
      <MenuAct icon={<IconPencil {...icon} />} onClick={() => onEdit(plan)}>
        Edit…
      </MenuAct>
      {plan.retired_at ? (
        <MenuAct icon={<IconPlayerPlay {...icon} />} onClick={() => retire(plan, false)}>
          Put back on sale
        </MenuAct>
      ) : (
        <MenuAct icon={<IconPlayerStop {...icon} />} onClick={() => retire(plan, true)}>
          Take off sale
        </MenuAct>
      )}
    </RowMenu>
  )
  const sold = (plan: Plan) =>
    subscriptions.rows && !subscriptions.hasMore ? formatCount(placesSold(subscriptions.rows, plan.id)) : 'not known'
  const look = (plan: Plan) => states.plan[plan.retired_at ? 'retired' : 'on_sale']
  const columns: Column<Plan>[] = [
    { key: 'name', head: 'Plan', cell: (plan) => <TwoLines strong mono first={plan.name} second={plan.id} /> },
    {
      key: 'price',
      head: 'Price',
      width: 130,
      cell: (plan) => (
        <TwoLines
          first={
            <>
              <Amount money={{ amount_minor: plan.price_minor, currency: plan.currency }} /> a month
            </>
          }
          second={`since ${formatDate(plan.price_as_of, { now })}`}
        />
      ),
    },
    { key: 'keeps', head: 'Keeps', width: 80, cell: (plan) => formatPlural(plan.retention_days, 'day') },
    {
      key: 'methods',
      head: 'Methods',
      width: 170,
      hide_below: 1100,
      cell: (plan) => listWords(plan.methods.map((method) => methodWords[method])),
    },
    { key: 'covers', head: 'Covers', width: 160, hide_below: 1300, cell: (plan) => listWords(plan.plan_types) },
    {
      key: 'sold',
      head: 'Places sold',
      width: 90,
      align: 'right',
      cell: (plan) => <span className="bs-num">{sold(plan)}</span>,
    },
    { key: 'status', head: 'Status', width: 110, cell: (plan) => <StateBadge look={look(plan)} /> },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <DataTable
      bare
      label="Plans"
      noun={['plan', 'plans']}
      rows={plans.rows}
      rowKey={(plan) => plan.id}
      columns={columns}
      item={(plan) => ({
        title: plan.name,
        status: (
          <>
            <StateBadge look={look(plan)} />
            {menu(plan)}
          </>
        ),
        facts: (
          <>
            <Amount money={{ amount_minor: plan.price_minor, currency: plan.currency }} />,{' '}
            {formatPlural(plan.retention_days, 'day')}
          </>
        ),
        aside: `${sold(plan)} sold`,
      })}
      empty={
        <EmptyState title="No plans">
          A plan says what a place costs, for how long backups stay, and which servers it covers.
        </EmptyState>
      }
      error={plans.error}
      onRetry={plans.onRetry}
      hasMore={plans.hasMore}
      loadingMore={plans.loadingMore}
      onMore={plans.onMore}
    />
  )
}
