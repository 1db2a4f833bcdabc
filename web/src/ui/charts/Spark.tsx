import styles from './Chart.module.css'
import { plotHeight, plotWidth, stackedPaths, type Values } from './chart-geometry.ts'

/** How something went, as an area the size of a word; figures stand beside it. */
export function Spark({ values }: { values: Values }) {
  const top = Math.max(1, ...values.map((value) => value ?? 0))
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${plotWidth} ${plotHeight}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={stackedPaths([values], top)[0] ?? ''} />
    </svg>
  )
}
