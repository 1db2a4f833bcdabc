import { Checkbox } from '@mantine/core'
import type { MethodOffer } from '../../../src/protections/planner/schema.ts'
import { formatMoney } from '../format/format-money.ts'
import { Tag } from '../ui/Tag.tsx'
import { figureOf, sentence } from './enable-words.ts'
import styles from './MethodChoices.module.css'
import { type Offered, type OfferGroups, restoreWords, toggleOffer } from './offers.ts'

type Props = {
  groups: OfferGroups
  /** In words: one backup a day for 30 days. */
  wish: string
  /** These days. */
  days: number
  value: readonly string[]
  onChange: (value: readonly string[]) => void
  /** Costs and margins are for operators. */
  operator: boolean
}

/** How a server is backed up: one way or several. What cannot be had here stays visible, with its reason. */
export function MethodChoices({ groups, wish, days, value, onChange, operator }: Props) {
  const lists = [
    { key: 'on' as const, title: 'On already', more: ', at times of their own', rows: groups.on },
    { key: 'fits' as const, title: `Gives ${wish}`, more: '', rows: groups.fits },
    { key: 'less' as const, title: 'Does not give that alone', more: ', may be added', rows: groups.less },
    { key: 'not' as const, title: 'Cannot be done here', more: '', rows: groups.not },
  ].filter(({ rows }) => rows.length > 0)
  return lists.map(({ key, title, more, rows }) => (
    <fieldset key={key} className={styles.methods}>
      <legend className={styles.legend}>
        <span>
          {title}
          {more && <span className={styles.more}>{more}</span>}
        </span>
        {operator && key !== 'not' && (
          <span className={styles.heads} aria-hidden="true">
            <span>Costs you</span>
            <span>Margin</span>
          </span>
        )}
      </legend>
      <div className={styles.rows}>
        {rows.map((row) => (
          <Row
            key={row.key}
            row={row}
            kind={key}
            days={days}
            checked={value.includes(row.key) || row.on}
            operator={operator && key !== 'not'}
            onToggle={() => onChange(toggleOffer(value, row))}
          />
        ))}
      </div>
    </fieldset>
  ))
}

type Shown = { kind: keyof OfferGroups; days: number; operator: boolean }
type RowProps = Shown & {
  row: Offered
  checked: boolean
  onToggle: () => void
}

function Row({ row, kind, days, checked, operator, onToggle }: RowProps) {
  const { offer, word, on, waits } = row
  const open = kind !== 'not' && kind !== 'on' && waits === null
  return (
    <div className={styles.row} data-off={(!open && !on) || undefined}>
      <div className={styles.line}>
        <Checkbox
          label={
            <>
              {word}{' '}
              {offer.cheapest && kind === 'fits' && (
                <span className={styles.tag}>
                  <Tag tone="accent">{cheapestWords[offer.cheapest]}</Tag>
                </span>
              )}
            </>
          }
          description={descriptionOf(row, { kind, days, operator })}
          checked={checked && (open || on)}
          disabled={!open || on}
          onChange={onToggle}
        />
        {operator && <Costs row={row} />}
      </div>
      {checked && open && offer.warnings.length > 0 && (
        <ul className={styles.warnings}>
          {offer.warnings.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What one gets, or why not and what would do instead; for operators also how its cost is reckoned. */
function descriptionOf({ offer, waits }: Offered, { kind, days, operator }: Shown): string {
  if (kind === 'not') return offer.why_not.map(({ message, alternative }) => `${message} ${alternative}`).join(' ')
  const why = kind === 'on' ? [] : offer.why_not.map(({ message }) => message)
  const given = [
    restoreWords(offer),
    keptWords(offer, kind, days),
    offer.method === 'native' ? offer.schedule?.words : null,
  ]
  const cost = operator ? offer.provider_cost : null
  const basis = cost === null || isExact(cost) ? null : cost.estimate ? `estimate: ${cost.basis}` : cost.basis
  return [
    sentence(given.filter((part) => part != null).join('; ')),
    ...(waits === null ? why : [waits]),
    ...(basis === null ? [] : [sentence(basis)]),
  ].join(' ')
}

/** Left out where the title over the row or the reason in it says the same. */
function keptWords({ keeps, why_not, warnings }: MethodOffer, kind: keyof OfferGroups, days: number): string | null {
  if (keeps === null || why_not.some(({ code }) => code.startsWith('keeps_too'))) return null
  const as_asked = kind === 'fits' && keeps.days === days && !warnings.some(({ code }) => code === 'gaps')
  return as_asked ? null : keeps.words
}

/** Then what it is made of is short, and stands below it. */
const isExact = ({ money, estimate }: NonNullable<MethodOffer['provider_cost']>) => money !== null && !estimate

const cheapestWords = { of_all: 'cheapest', of_known: 'cheapest known' } as const

/** Why no margin is known stands in the ledger beside. */
function Costs({ row: { offer } }: { row: Offered }) {
  const { provider_cost: cost, margin, margin_unknown } = offer
  if (cost === null) return null
  return (
    <dl className={styles.costs}>
      <div>
        <dt>{cost.billed_to === 'organization' ? 'Costs the customer' : 'Costs you'}</dt>
        <dd>{figureOf(cost)}</dd>
        {cost.money && cost.converted && <dd className={styles.small}>{formatMoney(cost.money)}</dd>}
        {isExact(cost) && <dd className={styles.small}>{cost.basis.replaceAll('-', '\u2011')}</dd>}
        {cost.billed_to === 'organization' && <dd className={styles.small}>billed to the customer</dd>}
      </div>
      <div title={margin_unknown ?? undefined}>
        <dt>Margin</dt>
        <dd data-tone={margin === null ? undefined : margin.amount_minor < 0 ? 'bad' : 'known'}>
          {margin ? formatMoney(margin) : 'not known'}
        </dd>
      </div>
    </dl>
  )
}
