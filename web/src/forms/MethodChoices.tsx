import { Checkbox } from '@mantine/core'
import styles from './MethodChoices.module.css'

export type MethodRow = {
  method: 'native' | 'files'
  word: string
  /** What one gets. */
  text: string
  /** Why it cannot be had here. */
  why: string | null
}

type Props = {
  rows: readonly MethodRow[]
  value: ReadonlySet<'native' | 'files'>
  onChange: (value: ReadonlySet<'native' | 'files'>) => void
}

/** How a server is backed up: one way or several. What cannot be had here stays visible, with its reason. */
export function MethodChoices({ rows, value, onChange }: Props) {
  return (
    <fieldset className={styles.methods}>
      <legend className={styles.legend}>By</legend>
      <div className={styles.rows}>
        {rows.map((row) => (
          <div key={row.method} className={styles.row} data-off={row.why !== null || undefined}>
            <Checkbox
              label={row.word}
              description={row.why ?? row.text}
              checked={value.has(row.method)}
              disabled={row.why !== null}
              onChange={() => {
                const next = new Set(value)
                if (!next.delete(row.method)) next.add(row.method)
                onChange(next)
              }}
            />
          </div>
        ))}
      </div>
    </fieldset>
  )
}
