import { useId } from 'react'
import styles from './Segments.module.css'

type Props = {
  label: string
  choices: readonly { value: string; word: string }[]
  /** None of them is on where it is another one. */
  value: string
  onChange: (value: string) => void
}

/** A few words in a row, one of them on: plain radio buttons, so that the arrows work as everywhere. */
export function Segments({ label, choices, value, onChange }: Props) {
  const name = useId()
  return (
    <fieldset className={styles.segments} aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.segment}>
          <input
            type="radio"
            className="bs-hidden"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.word}
        </label>
      ))}
    </fieldset>
  )
}
