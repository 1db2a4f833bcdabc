import { cx } from '../../lib/cx.ts'
import { type MarkName, type MarkPart, markShapes } from './mark-shapes.ts'
import styles from './StateMark.module.css'

export type MarkTone = 'good' | 'warn' | 'bad' | 'off' | 'accent' | 'inherit'

const inkOf = (part: MarkPart) =>
  part.ink === 'slit' ? 'var(--bs-strip-slit)' : part.ink === 'track' ? 'var(--bs-rule-2)' : 'currentcolor'

/** A 12 px mark. It never stands without its word, so screen readers hear only the word. */
export function StateMark({ mark, tone }: { mark: MarkName; tone: MarkTone }) {
  const parts: readonly MarkPart[] = markShapes[mark]
  return (
    <svg
      className={cx(styles.mark, styles[tone], mark === 'arc' && styles.turning)}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
    >
      {parts.map((part) =>
        part.stroke ? (
          <path
            key={part.d}
            d={part.d}
            fill="none"
            stroke={inkOf(part)}
            strokeWidth={part.stroke}
            strokeDasharray={part.dash}
          />
        ) : (
          <path key={part.d} d={part.d} fill={inkOf(part)} />
        ),
      )}
    </svg>
  )
}
