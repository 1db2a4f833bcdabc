import { IconPlus, IconReceiptEuro } from '@tabler/icons-react'
import { useState } from 'react'
import type { Plan, SubscriptionStatus } from '../../api/billing-types.ts'
import { usePlans } from '../../api/plans.ts'
import { useSubscriptions } from '../../api/subscriptions.ts'
import { countOf } from '../../components/count-of.ts'
import { OrganizationSelect } from '../../components/OrganizationSelect.tsx'
import { SubscriptionsTable } from '../../components/SubscriptionsTable.tsx'
import { GrantDialog } from '../../forms/lazy-dialogs.ts'
import { lazyDialog } from '../../lib/lazy-dialog.tsx'
import { type PlansQuery, paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { type Chip, Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import filterStyles from '../../ui/Filters.module.css'
import { states } from '../../ui/marks/states.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { MoneyBand } from './MoneyBand.tsx'
import styles from './OperatorPlans.module.css'
import { SoldPlansTable } from './SoldPlansTable.tsx'

const PlanDialog = lazyDialog(
  async () => (await import('./PlanDialog.tsx')).PlanDialog,
  (props) => props.open,
)

type Show = 'all' | 'paying' | Extract<SubscriptionStatus, 'requested' | 'active' | 'past_due' | 'canceled'>

const chips: readonly Chip<Show>[] = [
  { value: 'all', word: 'All' },
  { value: 'requested', word: 'Requested', look: states.subscription.requested },
  { value: 'active', word: 'Active', look: states.subscription.active },
  { value: 'past_due', word: 'Past due', look: states.subscription.past_due },
  { value: 'paying', word: 'Paying' },
  { value: 'canceled', word: 'Ended', look: states.subscription.ended },
]

/** What is sold, to whom, and what it brings. */
export function OperatorPlans() {
  const go = useGo()
  const query = useAddressQuery()
  const show = chips.find((chip) => chip.value === query.get('show'))?.value ?? 'all'
  const organization_id = query.get('organization_id') ?? undefined
  const wanted: PlansQuery = { show: show === 'all' ? undefined : show, organization_id }
  const to = (more: PlansQuery) => go(paths.plans({ ...wanted, ...more }), { replace: true })
  const close = () => to({ dialog: undefined })
  const [editing, setEditing] = useState<Plan | null>(null)
  const plans = usePlans()
  const all = useSubscriptions({}, { limit: 200 })
  const subscriptions = useSubscriptions(
    {
      organization_id,
      status: show === 'all' || show === 'paying' ? undefined : show,
      paying: show === 'paying' ? 'true' : undefined,
    },
    { limit: 200 },
  )
  const filtered = show !== 'all' || organization_id !== undefined
  const grant = (variant: 'filled' | 'default') => (
    <ActionButton
      variant={variant}
      leftSection={<IconReceiptEuro size={16} stroke={1.6} />}
      onClick={() => to({ dialog: 'grant' })}
    >
      Grant…
    </ActionButton>
  )
  return (
    <>
      <PageHead
        title="Plans and revenue"
        below
        facts={
          plans.stripe === undefined
            ? undefined
            : plans.stripe
              ? 'Customers pay by card, or you grant'
              : 'Cards are not set up here: what customers ask for waits for you'
        }
        actions={
          <>
            <ActionButton leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => to({ dialog: 'new' })}>
              New plan…
            </ActionButton>
            {grant('filled')}
          </>
        }
      />
      <div className={styles.gap}>
        <MoneyBand subscriptions={all} />
      </div>
      <Sheet>
        <Panel title="Subscriptions" count={countOf(subscriptions)} flush>
          <div className={styles.filters}>
            <Chips
              label="Which subscriptions"
              chips={chips}
              value={show}
              onChange={(value) => to({ show: value === 'all' ? undefined : value })}
            />
            <OrganizationSelect
              className={filterStyles.wide}
              aria-label="Customer"
              none="All customers"
              value={organization_id ?? null}
              onChange={(id) => to({ organization_id: id ?? undefined })}
            />
          </div>
          <SubscriptionsTable
            bare
            withOrganization
            subscriptions={subscriptions}
            empty={
              filtered ? (
                <EmptyState
                  title={show === 'requested' ? 'Nobody waits for an answer' : 'No subscription matches these filters'}
                  action={<ActionButton onClick={() => go(paths.plans())}>Clear the filters</ActionButton>}
                >
                  Requests of customers stand here until you approve or decline them.
                </EmptyState>
              ) : (
                <EmptyState title="No subscriptions yet" action={grant('default')}>
                  Customers buy or ask for them on their Plans page; you can grant one now. No server changes by it.
                </EmptyState>
              )
            }
          />
        </Panel>
        <Panel title="Plans" count={countOf(plans)} flush>
          <SoldPlansTable plans={plans} subscriptions={all} onEdit={setEditing} />
        </Panel>
      </Sheet>
      <GrantDialog open={query.get('dialog') === 'grant'} onClose={close} organization={null} />
      <PlanDialog
        open={editing !== null || query.get('dialog') === 'new'}
        plan={editing}
        stripe={plans.stripe ?? false}
        onClose={() => (editing ? setEditing(null) : close())}
      />
    </>
  )
}
