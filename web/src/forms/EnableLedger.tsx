import type { ReactNode } from 'react'
import type { MethodOffers } from '../../../src/protections/planner/schema.ts'
import type { Server } from '../api/server-types.ts'
import { formatDay } from '../format/format-day.ts'
import { formatMoney } from '../format/format-money.ts'
import { listWords } from '../lib/list-words.ts'
import { rateWords } from '../lib/rate-words.ts'
import { useNow } from '../lib/use-now.ts'
import { Steps } from '../ui/Steps.tsx'
import styles from './EnableLedger.module.css'
import { marginOf, sentence, shareWords, stepsOf, storageWords } from './enable-words.ts'
import ledger from './Ledger.module.css'
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
  const all = [...kept, ...chosen]
  const { price, covered } = methods.plan
  return (
    <aside className={ledger.ledger} aria-label="What it comes to">
      <h3 className={styles.heading}>What it comes to</h3>
      <dl className={styles.lines}>
        <Line label={operator ? `${server.organization_name} pays` : 'You pay'} figure={formatMoney(price)}>
          {place}
          {covered ? '; nothing new is billed' : '; a place of this plan has to be there first'}
        </Line>
        {operator &&
          all.filter((one) => !isFiles(one)).map((one) => <CostLine key={one.key} offered={one} label={label} />)}
        {all.map((one) => (
          <StorageLine key={one.key} offered={one} />
        ))}
        {operator && all.length > 0 && <MarginLine methods={methods} all={all} />}
      </dl>
      {operator && <PricesOf methods={methods} all={all} label={label} />}
      {chosen.length > 0 && (
        <section className={styles.next}>
          <h3 className={styles.heading}>What happens next</h3>
          <Steps steps={stepsOf({ label, chosen, has_agent: hasAgent })} />
          <p className={styles.help}>
            Each method counts as on only after {confirmers(chosen, label)} has confirmed it.
          </p>
        </section>
      )}
      {!operator && server.provider_account_id !== null && chosen.some(({ offer }) => offer.method !== 'files') && (
        <p className={styles.help}>What {label} charges for them stands on its own invoice.</p>
      )}
    </aside>
  )
}

const isFiles = ({ offer }: Offered) => offer.method === 'files'
const isNative = ({ offer }: Offered) => offer.method === 'native'

function confirmers(chosen: readonly Offered[], label: string): string {
  if (!chosen.some(isNative)) return 'the first good backup'
  return chosen.every(isNative) ? label : `${label}, or the first good backup,`
}

type LineProps = { label: string; figure: ReactNode; sum?: boolean; tone?: 'bad' | undefined; children: ReactNode }

function Line({ label, figure, sum, tone, children }: LineProps) {
  return (
    <div className={styles.line} data-sum={sum || undefined}>
      <dt>{label}</dt>
      <dd className={styles.figure} data-tone={tone}>
        {figure}
      </dd>
      <dd className={styles.detail}>{children}</dd>
    </div>
  )
}

function CostLine({ offered: { offer, word }, label }: { offered: Offered; label: string }) {
  const cost = offer.provider_cost
  if (cost === null) return null
  const whom = cost.billed_to === 'organization' ? 'the customer' : 'you'
  return (
    <Line
      label={`${label} charges ${whom}`}
      figure={cost.money ? formatMoney(cost.money, { about: cost.estimate }) : 'not known'}
    >
      {word}: {cost.estimate ? 'estimate, ' : ''}
      {cost.basis}
      {cost.converted && `; ${formatMoney(cost.converted, { about: true })}`}
    </Line>
  )
}

function StorageLine({ offered: { offer, word } }: { offered: Offered }) {
  const words = storageWords(offer)
  if (words === null) return null
  // What lies at the provider is in its charge.
  const cost = offer.method === 'files' ? offer.provider_cost : null
  const basis = cost === null || cost.basis === words.detail ? '' : ` ${sentence(cost.basis)}`
  return (
    <Line
      label={`Storage, ${word.split(',')[0]?.toLowerCase()}`}
      figure={cost?.money ? formatMoney(cost.money, { about: cost.estimate }) : words.figure}
    >
      {words.detail}
      {basis}
      {cost?.converted && ` ${formatMoney(cost.converted, { about: true })} in the plan’s currency.`}
    </Line>
  )
}

function MarginLine({ methods, all }: { methods: MethodOffers; all: readonly Offered[] }) {
  const margin = marginOf(methods, all)
  if (!('money' in margin))
    return (
      <Line sum label="Margin" figure="not known">
        {margin.unknown}
      </Line>
    )
  return (
    <Line
      sum
      label="Margin"
      figure={`${margin.beside.length > 0 ? 'up to ' : ''}${formatMoney(margin.money)}`}
      tone={margin.money.amount_minor < 0 ? 'bad' : undefined}
    >
      {shareWords(margin.money, methods.plan.price)}
      {margin.beside.length > 0 && `; what ${listWords(margin.beside)} cost you comes off it, and is not known`}
    </Line>
  )
}

/** Of which day prices and rates are, and who said them. */
function PricesOf({ methods: { prices, rates }, all, label }: Pick<Props, 'methods' | 'label'> & { all: Offered[] }) {
  const now = useNow()
  const stored = all.find(isFiles)?.offer.provider_cost?.as_of ?? null
  const atProvider = all.some((one) => !isFiles(one))
  if (!atProvider && stored === null) return null
  return (
    <p className={styles.help}>
      {atProvider &&
        (prices
          ? `${prices.source === 'provider' ? 'Provider prices' : 'Prices entered by an operator,'} of ${formatDay(prices.as_of, { now })}.`
          : `No prices of ${label} are known.`)}
      {stored && ` Storage price entered by an operator, of ${formatDay(stored, { now })}.`}
      {rates.map((rate) => ` ${rateWords(rate)} on ${formatDay(rate.as_of, { now })}.`).join('')}
    </p>
  )
}
