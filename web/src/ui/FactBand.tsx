import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import styles from './FactBand.module.css'
import sheetStyles from './Sheet.module.css'

export type Fact = { label: string; value: ReactNode; caption?: ReactNode; tone?: 'warn' | 'bad' }

/** The facts of one thing, side by side in one ruled sheet. */
export function FactBand({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={cx(sheetStyles.sheet, styles.band)} style={{ '--facts': facts.length } as React.CSSProperties}>
      {facts.map((fact) => (
        <div key={fact.label} className={styles.fact}>
          <dt>{fact.label}</dt>
          <dd className={styles.value} data-tone={fact.tone}>
            {fact.value}
          </dd>
          {fact.caption !== undefined && <dd className={styles.caption}>{fact.caption}</dd>}
        </div>
      ))}
    </dl>
  )
}
