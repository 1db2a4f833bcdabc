import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatMoney } from '../format/format-money.ts'
import styles from './MethodChoices.module.css'
import { type Offered, type OfferGroups, restoreWords, toggleOffer } from './offers.ts'

type Props = {
  groups: OfferGroups
  /** What the plan promises to keep. */
  days: number
  value: readonly string[]
  onChange: (value: readonly string[]) => void
  /** Costs and margins are for operators. */
  operator: boolean
}

/** How a server is backed up: one way or several. What cannot be had here stays visible, with its reason. */
export function MethodChoices({ groups, days, value, onChange, operator }: Props) {
  const lists = [
    { key: 'fits', title: `Keeps ${days} days, as the plan promises`, rows: groups.fits },
    { key: 'less', title: 'Keeps less than the plan promises', rows: groups.less },
    { key: 'not', title: 'Cannot be done here', rows: groups.not },
  ].filter(({ rows }) => rows.length > 0)
  return lists.map(({ key, title, rows }) => (
    <fieldset key={key} className={styles.methods}>
      <legend className={styles.legend}>
        {title}
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
            open={key === 'fits' && row.waits === null}
            checked={value.includes(row.key) || (row.on && key === 'fits')}
            operator={operator && key !== 'not'}
            onToggle={() => onChange(toggleOffer(value, row))}
          />
        ))}
      </div>
    </fieldset>
  ))
}

type RowProps = { row: Offered; open: boolean; checked: boolean; operator: boolean; onToggle: () => void }

function Row({ row, open, checked, operator, onToggle }: RowProps) {
  const { offer, word, on, waits } = row
  return (
    <div className={styles.row} data-off={(!open && !on) || undefined}>
      <div className={styles.line}>
        <Checkbox
          label={
            <>
              {word} {on && <span className="bs-dim">on already</span>}
            </>
          }
          description={<Gives row={row} operator={operator} />}
          checked={checked}
          disabled={!open || on}
          onChange={onToggle}
        />
        {operator && <Costs row={row} />}
      </div>
      {(waits !== null || offer.why_not.length > 0) && (
        <p className={styles.why}>
          {waits ?? offer.why_not.map(({ message, alternative }) => `${message} ${alternative}`).join(' ')}
        </p>
      )}
      {open && offer.warnings.length > 0 && (
        <ul className={styles.warnings}>
          {offer.warnings.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What one gets: what is kept, when it is taken, what can be got back; and, for operators, how its cost is reckoned. */
function Gives({ row: { offer }, operator }: { row: Offered; operator: boolean }): ReactNode {
  const parts = [offer.keeps?.words, offer.method === 'native' ? offer.schedule?.words : null]
  const given = parts.filter((part) => part != null)
  const gives = given.length > 0 ? [...given, restoreWords(offer)].join('; ') : null
  const cost = operator ? offer.provider_cost : null
  if (cost === null) return gives
  return (
    <>
      {gives}
      <span className={styles.basis}>{cost.estimate ? `estimate: ${cost.basis}` : cost.basis}</span>
    </>
  )
}

/** Why no margin is known stands in the ledger beside. */
function Costs({ row: { offer } }: { row: Offered }) {
  const { provider_cost: cost, margin, margin_unknown } = offer
  if (cost === null) return null
  return (
    <dl className={styles.costs}>
      <div>
        <dt>{cost.billed_to === 'organization' ? 'Costs the customer' : 'Costs you'}</dt>
        <dd>{cost.money ? formatMoney(cost.money, { about: cost.estimate }) : 'not known'}</dd>
        {cost.billed_to === 'organization' && <dd className={styles.whose}>billed to the customer</dd>}
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
