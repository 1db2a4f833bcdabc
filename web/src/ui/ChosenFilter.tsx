import { IconX } from '@tabler/icons-react'
import styles from './Filters.module.css'

/** A filter that was chosen elsewhere and is shown here, to be taken off again. */
export function ChosenFilter({ word, onOff }: { word: string; onOff: () => void }) {
  return (
    <button type="button" className={styles.chosen} onClick={onOff} aria-label={`Take off the filter: ${word}`}>
      {word}
      <IconX size={14} stroke={1.6} aria-hidden="true" />
    </button>
  )
}
