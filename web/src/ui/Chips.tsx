import { Fragment, type ReactNode } from 'react'
import { formatCount } from '../format/format-count.ts'
import styles from './Chips.module.css'
import { StateMark } from './marks/StateMark.tsx'
import type { StateLook } from './marks/states.ts'

export type Chip<Value extends string> = {
  value: Value
  word: string
  count?: number
  look?: StateLook
  parted?: boolean
}

type Props<Value extends string> = {
  label: string
  chips: readonly Chip<Value>[]
  value: Value
  /** The choice lives in the address, so that it can be sent to somebody. */
  onChange: (value: Value) => void
  /** After the last chip. */
  children?: ReactNode
}

/** Filters as words and counts; one of them is on. */
export function Chips<Value extends string>({ label, chips, value, onChange, children }: Props<Value>) {
  return (
    <fieldset className={styles.chips} aria-label={label}>
      {chips.map((chip) => (
        <Fragment key={chip.value}>
          {chip.parted && <span className={styles.rule} aria-hidden="true" />}
          <button
            type="button"
            className={styles.chip}
            aria-pressed={chip.value === value}
            onClick={() => onChange(chip.value)}
          >
            {chip.look && <StateMark mark={chip.look.mark} tone={chip.look.mark_tone} />}
            {chip.word}
            {chip.count !== undefined && <strong className="bs-num">{formatCount(chip.count)}</strong>}
          </button>
        </Fragment>
      ))}
      {children}
    </fieldset>
  )
}
