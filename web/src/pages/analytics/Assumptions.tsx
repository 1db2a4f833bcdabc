import { cx } from '../../lib/cx.ts'
import styles from './Analytics.module.css'

/** What figures rest on, in sentences beside them. */
export function Assumptions({ of, lines, inside }: { of: string; lines: readonly string[]; inside?: boolean }) {
  if (lines.length === 0) return null
  return (
    <ul aria-label={`What ${of} rests on`} className={cx(styles.assumptions, inside && styles.inside)}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
