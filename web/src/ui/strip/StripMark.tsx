import styles from './RecoveryStrip.module.css'
import type { StripCode } from './strip-codes.ts'
import { shapes } from './strip-paths.ts'

/** One cell of a strip beside its word, as in a legend. */
export function StripMark({ code }: { code: StripCode | 'v' }) {
  return (
    <svg className={styles.svg} width="11" height="11" data-size="m" aria-hidden="true">
      {code === 'v' ? (
        <path className={styles.proof} d="M1 5.5l3 3L10 1.5" />
      ) : (
        shapes[code]({ x: 1, y: 0, w: 9, h: 11, size: 'm' }).map(([layer, d]) => (
          <path key={layer} className={styles[layer]} d={d} />
        ))
      )}
    </svg>
  )
}
