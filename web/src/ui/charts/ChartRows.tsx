import styles from './Chart.module.css'
import { type ChartPoint, type ChartSeries, wordOf } from './Chart.tsx'

type Props = {
  label: string
  head: string
  points: readonly ChartPoint[]
  series: readonly ChartSeries[]
  format: (value: number) => string
  projectedAfter?: number
}

/** A chart as a table in the same room, the newest first. */
export function ChartRows({ label, head, points, series, format, projectedAfter }: Props) {
  const rows = points.map((point, n) => ({ point, n })).reverse()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.rows} aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {series.map(({ key, word }) => (
              <th key={key} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="bs-num">
          {rows.map(({ point, n }) => (
            <tr key={point.key}>
              <th scope="row">
                {point.word}
                {projectedAfter !== undefined && n > projectedAfter && ', projected'}
              </th>
              {series.map(({ key, values }) => (
                <td key={key}>{wordOf(values[n] ?? null, format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
