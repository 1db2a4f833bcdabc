import type { MethodOffers } from '../../../src/protections/planner/schema.ts'
import type { Server } from '../api/server-types.ts'
import { formatDate } from '../format/format-date.ts'
import { formatMoney } from '../format/format-money.ts'
import { useNow } from '../lib/use-now.ts'
import { Facts } from '../ui/Facts.tsx'
import { Steps } from '../ui/Steps.tsx'
import { marginOf, stepsOf } from './enable-words.ts'
import styles from './FilesForm.module.css'
import type { Offered } from './offers.ts'

type Props = {
  server: Server
  methods: MethodOffers
  chosen: readonly Offered[]
  /** On already: what they cost goes on beside what is chosen. */
  kept: readonly Offered[]
  /** In words: which place it takes. */
  place: string
  label: string
  operator: boolean
  hasAgent: boolean
}

/** What switching on comes to: what the customer pays, for operators what it costs and leaves, and what happens next. */
export function EnableLedger({ server, methods, chosen, kept, place, label, operator, hasAgent }: Props) {
  const now = useNow()
  const { prices } = methods
  const all = [...kept, ...chosen]
  const margin = marginOf(methods, all)
  return (
    <aside className={styles.ledger} aria-label="What it comes to">
      <h3 className={styles.heading}>What it comes to</h3>
      <Facts
        rows={[
          ['Place', place],
          [operator ? 'Customer pays' : 'You pay', pays(methods, chosen, operator)],
          ...(operator ? costRows(all, label) : []),
          ...(operator && all.length > 0
            ? [['Margin', 'money' in margin ? `${formatMoney(margin.money)} a month` : margin.unknown] as const]
            : []),
        ]}
      />
      {operator && (
        <p className={styles.help}>
          {prices
            ? `${prices.source === 'provider' ? `Prices told by ${label}` : 'Prices entered by an operator'}, of ${formatDate(prices.as_of, { now })}. Nothing is converted.`
            : `No prices of ${label} are known.`}
        </p>
      )}
      {chosen.length > 0 && (
        <section>
          <h3 className={styles.heading}>What happens next</h3>
          <Steps steps={stepsOf({ label, chosen, has_agent: hasAgent })} />
        </section>
      )}
      {!operator && server.provider_account_id !== null && chosen.some(({ offer }) => offer.method !== 'files') && (
        <p className={styles.help}>What {label} charges for them stands on its own invoice.</p>
      )}
    </aside>
  )
}

function pays({ plan }: MethodOffers, chosen: readonly Offered[], operator: boolean): string {
  const more = chosen[0]?.offer.customer_pays
  if (more && more.amount_minor > 0) return `${formatMoney(more)} a month more, for a place on ${plan.name}`
  return `nothing more; the place is in ${operator ? 'the' : 'your'} subscription`
}

function costRows(chosen: readonly Offered[], label: string) {
  return chosen.flatMap(({ offer, word }) => {
    const cost = offer.provider_cost
    if (cost === null) return []
    const money = cost.money ? `${formatMoney(cost.money, { about: cost.estimate })} a month; ` : ''
    const whom =
      offer.method === 'files' ? '' : `${label} bills ${cost.billed_to === 'organization' ? 'them' : 'you'}: `
    return [[word, `${whom}${money}${cost.estimate ? 'estimate, ' : ''}${cost.basis}`] as const]
  })
}
