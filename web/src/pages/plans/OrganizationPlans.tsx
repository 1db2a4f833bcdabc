import { useState } from 'react'
import { useEntitlement } from '../../api/entitlement.ts'
import { usePlans } from '../../api/plans.ts'
import { useProviders } from '../../api/providers.ts'
import { useBillingPortal, useSubscriptions } from '../../api/subscriptions.ts'
import type { Membership } from '../../api/types.ts'
import { capital } from '../../lib/capital.ts'
import { operatorWords } from '../../lib/operator-words.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { BuyPlaces } from './BuyPlaces.tsx'
import { EarlierSubscriptions } from './EarlierSubscriptions.tsx'
import { FromStripe } from './FromStripe.tsx'
import { OwnPlanCell } from './OwnPlanCell.tsx'
import { earlierOnes, openRequests, ownPlans } from './own-plans.ts'
import styles from './Plans.module.css'
import { type Chosen, PlansTable } from './PlansTable.tsx'
import { RequestCell } from './RequestCell.tsx'

const nothing: Chosen = { plan_id: '', quantity: 0 }

/** Own subscriptions with the places in use, and the plans there are. */
export function OrganizationPlans({ membership }: { membership: Membership }) {
  const viewer = useViewer()
  const host = operatorWords(viewer.me.installation.name)
  const organizationId = membership.organization_id
  const plans = usePlans({ retired: 'false' })
  const subscriptions = useSubscriptions({ organization_id: organizationId }, { limit: 100 })
  const entitlement = useEntitlement(organizationId)
  const providers = useProviders().data ?? []
  const wished = useAddressQuery().get('plan')
  const [chosen, setChosen] = useState<Chosen>(wished ? { plan_id: wished, quantity: 1 } : nothing)
  const whyNot = useWhyNotAct()
  const all = subscriptions.rows ?? []
  const own = ownPlans(all, entitlement.data?.plans ?? [])
  const byCard = all.some((one) => one.managed_in_stripe && one.entitled)
  const stripe = plans.stripe === true
  const known = plans.rows !== undefined && subscriptions.rows !== undefined && entitlement.data !== undefined
  const failed = plans.error ?? subscriptions.error ?? entitlement.error
  return (
    <>
      <PageHead
        title="Plans"
        acts
        facts="One place protects one server. Prices per place and month, taxes not included"
        actions={byCard && <Portal organizationId={organizationId} whyNot={whyNot} />}
      />
      <FromStripe confirmed={byCard} host={host} />
      {!known && (
        <Sheet>
          {failed ? (
            <ErrorState title="The plans could not be loaded" error={failed} onRetry={plans.onRetry}>
              Backups go on without this page; nothing is lost.
            </ErrorState>
          ) : (
            <TableSkeleton label="the plans" rows={6} />
          )}
        </Sheet>
      )}
      {known && (
        <>
          <Own own={own} requests={openRequests(all)} organizationId={organizationId} host={host} whyNot={whyNot} />
          {plans.rows?.length === 0 ? (
            <Sheet>
              <EmptyState title="No plans on sale">{capital(host)} has put none on sale yet. Ask there.</EmptyState>
            </Sheet>
          ) : (
            <>
              <PlansTable
                plans={plans.rows ?? []}
                providers={providers}
                own={own}
                chosen={chosen}
                onChoose={whyNot === null ? setChosen : null}
              />
              <BuyPlaces
                organizationId={organizationId}
                plan={plans.rows?.find((plan) => plan.id === chosen.plan_id)}
                own={own}
                quantity={chosen.quantity}
                stripe={stripe}
                byCard={byCard}
                providers={providers}
                graceDays={plans.grace_days ?? 0}
                host={host}
                whyNot={whyNot}
                onDone={() => setChosen(nothing)}
              />
            </>
          )}
          <EarlierSubscriptions subscriptions={earlierOnes(all)} />
        </>
      )}
    </>
  )
}

type OwnProps = {
  own: ReturnType<typeof ownPlans>
  requests: ReturnType<typeof openRequests>
  organizationId: string
  host: string
  whyNot: string | null
}

function Own({ own, requests, organizationId, host, whyNot }: OwnProps) {
  if (own.length === 0 && requests.length === 0)
    return (
      <Sheet>
        <EmptyState title="No backup subscription yet">
          Choose a plan below and how many places you want. Buying changes no server; you then switch backups on where
          you want them.
        </EmptyState>
      </Sheet>
    )
  return (
    <Sheet className={styles.own}>
      {own.map((plan) => (
        <OwnPlanCell key={plan.plan_id} plan={plan} organizationId={organizationId} whyNot={whyNot} />
      ))}
      {requests.map((one) => (
        <RequestCell key={one.id} subscription={one} host={host} />
      ))}
    </Sheet>
  )
}

function Portal({ organizationId, whyNot }: { organizationId: string; whyNot: string | null }) {
  const portal = useBillingPortal()
  const open = () =>
    portal.mutate(
      { organization_id: organizationId },
      {
        onSuccess: ({ url }) => location.assign(url),
        onError: (error) => showErrorToast('The page of cards and invoices could not be opened.', error),
      },
    )
  return (
    <ActionButton loading={portal.isPending} disabledReason={whyNot} onClick={open}>
      Cards and invoices…
    </ActionButton>
  )
}
