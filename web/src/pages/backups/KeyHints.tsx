import { useLettersOn } from '../../lib/use-letters-on.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import styles from './KeyHints.module.css'

const hints: readonly [keys: readonly string[], act: string][] = [
  [['j', 'k'], 'move'],
  [['x'], 'select'],
  [['e'], 'enable'],
  [['b'], 'back up'],
  [['r'], 'restore'],
]

/** What single letters do in the list, where they are switched on. */
export function KeyHints() {
  if (!useLettersOn()) return null
  return (
    <span className={styles.hints}>
      {hints.map(([keys, act]) => (
        <span key={act}>
          <Kbd keys={keys} /> {act}
        </span>
      ))}
    </span>
  )
}
