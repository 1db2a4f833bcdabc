import { Fragment, type ReactNode } from 'react'
import styles from './Facts.module.css'

type Props = {
  rows: readonly (readonly [label: string, value: ReactNode])[]
  /** Short labels, as on a card. */
  tight?: boolean
}

/** Label and value in two columns, as on a printed form. */
export function Facts({ rows, tight }: Props) {
  return (
    <dl className={styles.facts} data-tight={tight || undefined}>
      {rows.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
