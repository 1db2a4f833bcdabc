import type { Plan } from '../api/billing-types.ts'
import { useEntitlement } from '../api/entitlement.ts'
import type { Server } from '../api/server-types.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatPlural } from '../format/format-plural.ts'
import { listWords } from '../lib/list-words.ts'
import { freePlaces } from '../lib/place-words.ts'
import { SearchSelect } from '../ui/SearchSelect.tsx'

type Props = {
  server: Server
  /** Those that cover the new type. */
  plans: readonly Plan[]
  /** Whether cards can be paid with here. */
  stripe: boolean
  value: string | null
  onChange: (planId: string | null) => void
}

/** A place that is sold along with a new plan type, or none. Says first what is free already. */
export function UpgradeAddonChoice({ server, plans, stripe, value, onChange }: Props) {
  const entitled = useEntitlement(server.organization_id).data?.plans ?? []
  const free = entitled
    .filter((one) => plans.some((plan) => plan.id === one.plan_id) && freePlaces(one) > 0)
    .map((one) => `${formatPlural(freePlaces(one), 'place')} on ${one.plan_name}`)
  const has = free.length > 0 ? `${server.organization_name} has ${listWords(free)} free. ` : ''
  const pays = stripe
    ? `Where ${server.organization_name} pays by card, Stripe adds and bills it; else it counts at once.`
    : 'It counts at once; you bill it as agreed.'
  return (
    <SearchSelect
      label="Backup add-on"
      placeholder="None"
      clearable
      data={plans.map((plan) => ({
        value: plan.id,
        label: `One place on ${plan.name}, ${formatMoney({ amount_minor: plan.price_minor, currency: plan.currency })} a month`,
      }))}
      nothingFoundMessage="No plan has such a name."
      description={`${has}${pays}`}
      value={value}
      onChange={onChange}
    />
  )
}
