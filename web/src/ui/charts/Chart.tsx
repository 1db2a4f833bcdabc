import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import styles from './Chart.module.css'
import { ChartTip } from './ChartTip.tsx'
import {
  linePath,
  niceTicks,
  plotHeight,
  plotWidth,
  spread,
  stackedPaths,
  type Values,
  xOf,
  yOf,
} from './chart-geometry.ts'

export type ChartTone = 'files' | 'snapshot' | 'native' | 'revenue' | 'cost'
export type ChartSeries = { key: string; word: string; tone: ChartTone; values: Values }
export type ChartPoint = {
  key: string
  /** In tables and beside the pointer. */
  word: string
  /** Under the plot; only some have it. */
  axis?: string
  strong?: boolean
}

type Props = {
  kind: 'stack' | 'lines'
  /** What it shows, with the figures that matter, for those who do not see it. */
  label: string
  points: readonly ChartPoint[]
  series: readonly ChartSeries[]
  /** The value in full. */
  format: (value: number) => string
  /** A round value beside the plot; `top` for the one that carries the unit. */
  tick: (value: number, top: number) => string
  /** What a tick is a multiple of, such as the bytes of a TB. */
  unit?: number
  /** From this point on it is what would be. */
  projectedAfter?: number
  /** Said beside the line that stands there. */
  note?: string
  /** After the value at the right end, such as "in Feb". */
  endWord?: string
}

const pixels = 160
const labelGap = 34

/** Areas upon one another, or lines: its own height from the first moment on, figures at the right end, gaps where nothing is known. */
export function Chart(props: Props) {
  const { kind, label, points, series, projectedAfter } = props
  const [pointed, setPointed] = useState<number | null>(null)
  const count = points.length
  const sums = points.map((_, n) => series.map(({ values }) => values[n] ?? 0).reduce((a, b) => a + b, 0))
  const greatest = Math.max(0, ...(kind === 'stack' ? sums : series.flatMap(({ values }) => values.map((v) => v ?? 0))))
  const unit = props.unit ?? 1
  const ticks = niceTicks(greatest / unit).map((tick) => tick * unit)
  const top = ticks.at(-1) ?? 1
  const hintId = useId()
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const part = width > 0 ? (event.clientX - left) / width : 0
    setPointed(Math.min(count - 1, Math.max(0, Math.round(part * (count - 1)))))
  }
  const move = (event: KeyboardEvent) => {
    const at = pointed ?? count - 1
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 }[event.key]
    if (event.key === 'Escape') setPointed(null)
    if (to === undefined) return
    event.preventDefault()
    setPointed(Math.min(count - 1, Math.max(0, to)))
  }
  const now = pointed ?? count - 1
  const shown = points[now]
  const values = series.map(({ word, values }) => `${word} ${wordOf(values[now] ?? null, props.format)}`).join(', ')
  return (
    <div className={styles.chart}>
      <div className={styles.ticks} aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ top: `${yOf(tick, top)}%` }}>
            {props.tick(tick, top)}
          </span>
        ))}
      </div>
      <div
        className={styles.plot}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-describedby={hintId}
        aria-valuemin={0}
        aria-valuemax={count - 1}
        aria-valuenow={now}
        aria-valuetext={`${shown?.word ?? ''}: ${values}`}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setPointed(null)}
        onKeyDown={move}
        onBlur={() => setPointed(null)}
      >
        <span id={hintId} className="bs-hidden">
          Arrow keys go from one point to the next. The same is there as a table.
        </span>
        <svg viewBox={`0 0 ${plotWidth} ${plotHeight}`} preserveAspectRatio="none" aria-hidden="true">
          {projectedAfter !== undefined && (
            <rect
              className={styles.ahead}
              x={xOf(projectedAfter, count)}
              width={plotWidth - xOf(projectedAfter, count)}
              y={0}
              height={plotHeight}
            />
          )}
          {kind === 'stack' &&
            stackedPaths(
              series.map(({ values }) => values),
              top,
            ).map((path, n) => (
              <path key={series[n]?.key} d={path} className={styles.area} data-tone={series[n]?.tone} />
            ))}
          {ticks.map((tick) => (
            <path
              key={tick}
              d={`M0 ${yOf(tick, top)}H${plotWidth}`}
              className={tick === 0 ? styles.base : styles.grid}
            />
          ))}
          {kind === 'lines' && <Lines series={series} top={top} projectedAfter={projectedAfter} />}
          {(pointed !== null || projectedAfter !== undefined) && (
            <path d={`M${xOf(pointed ?? projectedAfter ?? 0, count)} 0V${plotHeight}`} className={styles.here} />
          )}
        </svg>
        <Marks {...props} top={top} />
        {pointed !== null && shown && (
          <ChartTip
            left={xOf(pointed, count)}
            title={shown.word}
            rows={[...series]
              .reverse()
              .map(({ word, values }) => [word, wordOf(values[pointed] ?? null, props.format)])}
            sum={
              kind === 'stack' && series.length > 1 && series.every(({ values }) => (values[pointed] ?? null) !== null)
                ? props.format(sums[pointed] ?? 0)
                : null
            }
          />
        )}
      </div>
      <Ends {...props} top={top} />
      <div className={styles.axis} aria-hidden="true">
        {points.map(
          ({ key, axis, strong }, n) =>
            axis && (
              <span
                key={key}
                style={{ left: `${xOf(n, count)}%` }}
                data-at={n === 0 ? 'first' : n === count - 1 ? 'last' : undefined}
              >
                {strong ? <b>{axis}</b> : axis}
              </span>
            ),
        )}
      </div>
    </div>
  )
}

/** What is not on record is said so. */
export const wordOf = (value: number | null, format: (value: number) => string): string =>
  value === null ? 'not on record' : format(value)

type LineProps = { series: readonly ChartSeries[]; top: number; projectedAfter: number | undefined }

function Lines({ series, top, projectedAfter }: LineProps) {
  return series.map(({ key, tone, values }) => {
    const known = projectedAfter === undefined ? values : values.map((value, n) => (n > projectedAfter ? null : value))
    const ahead = values.map((value, n) => (projectedAfter !== undefined && n >= projectedAfter ? value : null))
    return (
      <g key={key}>
        <path d={linePath(known, top)} className={styles.line} data-tone={tone} />
        {projectedAfter !== undefined && (
          <path d={linePath(ahead, top)} className={styles.line} data-tone={tone} data-projected />
        )}
      </g>
    )
  })
}

/** Where it stands now, on the lines. */
function Marks({ series, points, projectedAfter, note, top }: Props & { top: number }) {
  if (projectedAfter === undefined) return null
  const left = `${xOf(projectedAfter, points.length)}%`
  const at = series.flatMap(({ key, tone, values }) => {
    const value = values[projectedAfter] ?? null
    return value === null ? [] : [{ key, tone, y: yOf(value, top) }]
  })
  const middle = at.reduce((sum, { y }) => sum + y, 0) / Math.max(1, at.length)
  return (
    <>
      {at.map(({ key, tone, y }) => (
        <span key={key} className={styles.dot} data-tone={tone} style={{ left, top: `${y}%` }} aria-hidden="true" />
      ))}
      {note && (
        <span className={styles.note} style={{ left, top: `${middle}%` }} aria-hidden="true">
          {note}
        </span>
      )}
    </>
  )
}

/** Each series by name beside its last value. */
function Ends({ kind, series, points, format, endWord, top }: Props & { top: number }) {
  const last = points.length - 1
  let below = 0
  const found = series.map((one) => {
    const value = one.values[last] ?? null
    const y = yOf(kind === 'stack' ? below + (value ?? 0) / 2 : (value ?? 0), top)
    if (kind === 'stack') below += value ?? 0
    return { ...one, value, y: (y / 100) * pixels }
  })
  const places = spread(
    found.map(({ y }) => y),
    labelGap,
    pixels - 8,
  )
  const shown = found.map((one, n) => ({ ...one, top: places[n] ?? 0 }))
  return (
    <div className={styles.ends}>
      {shown.reverse().map(({ key, word, value, top }) => (
        <div key={key} style={{ top }}>
          <b>{word}</b>
          <span className="bs-num">
            {wordOf(value, format)}
            {endWord && value !== null && ` ${endWord}`}
          </span>
        </div>
      ))}
    </div>
  )
}
