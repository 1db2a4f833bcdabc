import { useId } from 'react'
import { CopyButton } from './CopyButton.tsx'
import styles from './CopyField.module.css'

type Props = {
  label: string
  value: string
  /** What to know about it: that it is shown only now, when it dies. */
  help?: string
  /** Several lines, such as a command. */
  block?: boolean
  /** The focus goes to its button when it appears. */
  takesFocus?: boolean
  onCopied?: () => void
}

/** A text to take away: a secret shown once, a link, a command. */
export function CopyField({ label, value, help, block, takesFocus, onCopied }: Props) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.field} data-block={block || undefined}>
        <textarea
          id={id}
          className={styles.value}
          value={value}
          rows={value.split('\n').length}
          readOnly
          spellCheck={false}
          // One click or Tab marks it all, for when the browser forbids the button its work.
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={value} label={`Copy ${withinSentence(label)}`} takesFocus={takesFocus} onCopied={onCopied} />
      </div>
      {help && <p className={styles.help}>{help}</p>}
    </div>
  )
}

/** "Invitation link" after "Copy" begins small, "API key" does not. */
function withinSentence(label: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1)
}
