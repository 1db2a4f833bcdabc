import { useId } from 'react'
import styles from './ChoiceList.module.css'

export type Choice<Value extends string> = {
  value: Value
  word: string
  /** What choosing it means. */
  text?: string
  /** Why it cannot be chosen here; it stays visible, so that nobody looks for it elsewhere. */
  disabledReason?: string | null
}

type Props<Value extends string> = {
  label: string
  choices: readonly Choice<Value>[]
  value: Value
  onChange: (value: Value) => void
  error?: string
}

/** One of a few, each with a line that says what it means. */
export function ChoiceList<Value extends string>({ label, choices, value, onChange, error }: Props<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.rows}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.row} data-off={choice.disabledReason ? true : undefined}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              disabled={Boolean(choice.disabledReason)}
              onChange={() => onChange(choice.value)}
            />
            <span>
              <span className={styles.word}>{choice.word}</span>
              {(choice.disabledReason ?? choice.text) && (
                <span className={styles.text}>{choice.disabledReason ?? choice.text}</span>
              )}
            </span>
          </label>
        ))}
      </div>
      {error && <p className={styles.error}>{error}</p>}
    </fieldset>
  )
}
