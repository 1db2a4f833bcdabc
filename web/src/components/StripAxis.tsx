import { stripAxis } from '../lib/strip-days.ts'
import { useNow } from '../lib/use-now.ts'
import { flatStrip } from '../ui/strip/flat-strip.ts'
import { columnX, stripMetrics } from '../ui/strip/strip-metrics.ts'
import styles from './StripAxis.module.css'

/** The head over a column of strips: the oldest day, a Monday in the middle, today. */
export function StripAxis() {
  const now = useNow()
  const two = (value: number) => String(value).padStart(2, '0')
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  const { first, middle } = stripAxis({ ...flatStrip, last_day: today })
  return (
    <>
      <span className="bs-hidden">Last 30 days</span>
      <span className={styles.axis} aria-hidden="true">
        <span>{first}</span>
        <span style={{ left: columnX(stripMetrics('s', flatStrip.files.length), middle.day) }}>{middle.word}</span>
        <strong>today</strong>
      </span>
    </>
  )
}
