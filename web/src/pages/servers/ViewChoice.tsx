import { IconLayoutGrid, IconList } from '@tabler/icons-react'
import styles from './ViewChoice.module.css'

export type View = 'cards' | 'table'

const views = [
  { view: 'cards', word: 'Show as cards', icon: IconLayoutGrid },
  { view: 'table', word: 'Show as a table', icon: IconList },
] as const

/** How the servers are shown; the choice lives in the address. */
export function ViewChoice({ value, onChange }: { value: View; onChange: (view: View) => void }) {
  return (
    <fieldset className={styles.views} aria-label="Show as">
      {views.map(({ view, word, icon: Icon }) => (
        <button
          key={view}
          type="button"
          aria-label={word}
          title={word}
          aria-pressed={view === value}
          onClick={() => onChange(view)}
        >
          <Icon size={16} stroke={1.6} aria-hidden="true" />
        </button>
      ))}
    </fieldset>
  )
}
