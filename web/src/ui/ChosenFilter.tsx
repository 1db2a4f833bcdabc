import { CloseIcon } from '@mantine/core'
import styles from './Filters.module.css'

/** A filter that was chosen elsewhere and is shown here, to be taken off again. */
export function ChosenFilter({ word, onOff }: { word: string; onOff: () => void }) {
  return (
    <button type="button" className={styles.chosen} onClick={onOff} aria-label={`Take off the filter: ${word}`}>
      {word}
      <CloseIcon size="14px" aria-hidden="true" />
    </button>
  )
}
