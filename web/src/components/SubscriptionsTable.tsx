import { IconCheck, IconPencil, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Subscription } from '../api/billing-types.ts'
import { useChangeSubscription } from '../api/subscriptions.ts'
import type { ListState } from '../api/use-list.ts'
import { ChangeSubscriptionDialog, DeclineRequestDialog, EndSubscriptionDialog } from '../forms/lazy-dialogs.ts'
import { subscriptionStanding } from '../lib/subscription-standing.ts'
import { paths } from '../paths.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Amount } from '../ui/Amount.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { MenuAct } from '../ui/MenuAct.tsx'
import { RowLink } from '../ui/RowLink.tsx'
import { RowMenu } from '../ui/RowMenu.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { Time } from '../ui/Time.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import type { Column } from '../ui/table/table-types.ts'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'
import { PlacesUsed } from './PlacesUsed.tsx'
import styles from './SubscriptionsTable.module.css'
import { SubscriptionUntil } from './SubscriptionUntil.tsx'

type Props = {
  subscriptions: ListState<Subscription>
  empty: ReactNode
  bare?: boolean
  /** Subscriptions of several organizations stand in one list. */
  withOrganization?: boolean
}

const icon = { size: 16, stroke: 1.6 }

const sources: Record<Subscription['source'], string> = {
  grant: 'granted',
  addon: 'add-on',
  request: 'asked for',
  stripe: 'paid by card',
}

/** Who has which plan, for operators: requests are approved with one click, the rest is changed or ended. */
export function SubscriptionsTable({ subscriptions, empty, bare, withOrganization }: Props) {
  const [changing, setChanging] = useState<Subscription | null>(null)
  const [ending, setEnding] = useState<Subscription | null>(null)
  const [declining, setDeclining] = useState<Subscription | null>(null)
  const approve = useApprove()
  const approval = (one: Subscription) =>
    one.status === 'requested' && (
      <ActionButton
        leftSection={<IconCheck {...icon} />}
        loading={approve.busyWith === one.id}
        aria-label={`Approve ${one.plan_name} for ${one.organization_name}`}
        onClick={() => approve.act(one)}
      >
        Approve
      </ActionButton>
    )
  const menu = (one: Subscription) => (
    <SubscriptionMenu
      subscription={one}
      onChange={() => setChanging(one)}
      onEnd={() => setEnding(one)}
      onDecline={() => setDeclining(one)}
    />
  )
  const acts = (one: Subscription) => (
    <div className={styles.acts}>
      {approval(one)}
      {menu(one)}
    </div>
  )
  const name = (one: Subscription) =>
    withOrganization ? (
      <RowLink to={paths.customer(one.organization_id)}>{one.organization_name}</RowLink>
    ) : (
      one.plan_name
    )
  const price = (one: Subscription) => (
    <>
      <Amount money={{ amount_minor: one.price_minor, currency: one.currency }} /> a place
    </>
  )
  const columns: Column<Subscription>[] = [
    {
      key: 'name',
      head: withOrganization ? 'Customer' : 'Plan',
      cell: (one) => <TwoLines strong mono first={name(one)} second={one.id} />,
    },
    {
      key: 'plan',
      head: withOrganization ? 'Plan' : 'Price',
      width: 120,
      cell: (one) =>
        withOrganization ? (
          <TwoLines first={one.plan_name} second={price(one)} />
        ) : (
          <TwoLines first={price(one)} second="a month" />
        ),
    },
    { key: 'status', head: 'Status', width: 110, cell: (one) => <StateBadge look={subscriptionStanding(one)} /> },
    { key: 'places', head: 'Places', width: 125, cell: (one) => <PlacesUsed subscription={one} /> },
    {
      key: 'source',
      head: 'Since',
      width: 150,
      hide_below: 1300,
      cell: (one) => (
        <TwoLines first={<Time iso={one.created_at} />} second={`${sources[one.source]} by ${one.requested_by}`} />
      ),
    },
    {
      key: 'until',
      head: 'Until',
      width: 140,
      hide_below: 900,
      cell: (one) => <SubscriptionUntil subscription={one} />,
    },
    { key: 'acts', head: 'Actions', head_hidden: true, width: 154, align: 'right', cell: acts },
  ]
  return (
    <>
      <DataTable
        label="Subscriptions"
        noun={['subscription', 'subscriptions']}
        rows={subscriptions.rows}
        rowKey={(one) => one.id}
        columns={columns}
        item={(one) => ({
          title: name(one),
          status: (
            <>
              <StateBadge look={subscriptionStanding(one)} />
              {menu(one)}
            </>
          ),
          facts: withOrganization ? one.plan_name : price(one),
          aside: <SubscriptionUntil subscription={one} short />,
          body: <PlacesUsed subscription={one} />,
          actions: approval(one),
        })}
        empty={empty}
        error={subscriptions.error}
        onRetry={subscriptions.onRetry}
        hasMore={subscriptions.hasMore}
        loadingMore={subscriptions.loadingMore}
        onMore={subscriptions.onMore}
        bare={bare}
      />
      <ChangeSubscriptionDialog subscription={changing} onClose={() => setChanging(null)} />
      <EndSubscriptionDialog subscription={ending} onClose={() => setEnding(null)} />
      <DeclineRequestDialog subscription={declining} onClose={() => setDeclining(null)} />
    </>
  )
}

function useApprove() {
  const change = useChangeSubscription()
  return {
    busyWith: change.isPending ? change.variables.id : null,
    act: (one: Subscription) =>
      change.mutate(
        { id: one.id, status: 'active' },
        {
          onSuccess: () =>
            showToast({
              title: 'Approved.',
              message: `${one.organization_name} can protect ${one.quantity} more on ${one.plan_name}. No server changed.`,
            }),
          onError: (error) => showErrorToast('Not approved.', error),
        },
      ),
  }
}

type MenuProps = { subscription: Subscription; onChange: () => void; onEnd: () => void; onDecline: () => void }

function SubscriptionMenu({ subscription, onChange, onEnd, onDecline }: MenuProps) {
  const { status, managed_in_stripe, organization_name, plan_name } = subscription
  const over = status === 'canceled' || status === 'declined'
  const reason = over
    ? 'It has ended. Grant a new one instead.'
    : managed_in_stripe
      ? 'It is managed in Stripe. Change it there or in the billing portal.'
      : null
  return (
    <RowMenu label={`What can be done with ${plan_name} of ${organization_name}`}>
      <MenuAct icon={<IconPencil {...icon} />} disabledReason={reason} onClick={onChange}>
        Change places or end…
      </MenuAct>
      {status === 'requested' ? (
        <MenuAct danger icon={<IconX {...icon} />} disabledReason={reason} onClick={onDecline}>
          Decline…
        </MenuAct>
      ) : (
        <MenuAct danger icon={<IconX {...icon} />} disabledReason={reason} onClick={onEnd}>
          End now…
        </MenuAct>
      )}
    </RowMenu>
  )
}
