import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import type { Path } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import styles from './Stat.module.css'

type Props = {
  label: string
  value: ReactNode
  unit?: ReactNode
  /** The value is several, which stand smaller, so that they fit on a line. */
  several?: boolean
  /** One or two captions of at most 30 characters. */
  captions?: readonly string[]
  /** 0 to 1, only where there is a whole. */
  gauge?: number
  /** The list that explains the figure. */
  to?: Path
  /** A figure that is being asked for again keeps its old value, dimmed. */
  refreshing?: boolean
}

/** A figure of a stat band. */
export function Stat({ label, value, unit, several, captions, gauge, to, refreshing }: Props) {
  const inside = (
    <>
      <span className={styles.label}>{label}</span>
      <span
        className={cx(styles.value, 'bs-num')}
        data-refreshing={refreshing || undefined}
        data-several={several || undefined}
      >
        {value}
        {unit !== undefined && <span className={styles.unit}> {unit}</span>}
      </span>
      {captions?.map((caption) => (
        <span key={caption} className={styles.caption}>
          {caption}
        </span>
      ))}
      {gauge !== undefined && (
        <span className={styles.gauge}>
          <span style={{ width: `${Math.min(1, Math.max(0, gauge)) * 100}%` }} />
        </span>
      )}
    </>
  )
  return to ? (
    <AppLink to={to} className={styles.stat} data-link>
      {inside}
    </AppLink>
  ) : (
    <div className={styles.stat}>{inside}</div>
  )
}
