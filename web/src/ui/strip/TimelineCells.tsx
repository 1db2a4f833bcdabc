import styles from './RecoveryStrip.module.css'
import { type Cell, type Piece, type StripPaths, shapes, stripLayers } from './strip-paths.ts'
import ownStyles from './Timeline.module.css'
import { dayX, type TimelineMetrics } from './timeline-metrics.ts'
import type { TimelineLane } from './timeline-types.ts'

type Props = { lane: TimelineLane; days: number; metrics: TimelineMetrics; width: number; phone: boolean }

/** The cells of one lane: a day each, or every backup at its own time. */
export function TimelineCells({ lane, days, metrics, width, phone }: Props) {
  const paths = metrics.by_time ? timedPaths(lane, days, metrics) : dailyPaths(lane, days, metrics, phone)
  const tall = metrics.cell_h + (metrics.by_time && !phone ? 14 : 0)
  return (
    <svg className={styles.svg} width={width} height={tall} data-size="l" aria-hidden="true">
      {stripLayers.map((layer) =>
        paths[layer] ? <path key={layer} className={styles[layer]} d={paths[layer]} /> : null,
      )}
      {metrics.by_time &&
        !phone &&
        lane.points.length <= 3 * days &&
        lane.points.map((point) => (
          <text
            key={point.id}
            className={ownStyles.time}
            x={timedX(point, days, metrics) + 12}
            y={metrics.cell_h + 11}
            textAnchor="middle"
          >
            {point.time}
          </text>
        ))}
    </svg>
  )
}

function dailyPaths(lane: TimelineLane, days: number, metrics: TimelineMetrics, phone: boolean): StripPaths {
  const cellOf = (day: number): Cell => ({
    x: dayX(metrics, day, days),
    y: 0,
    w: phone ? Math.floor(metrics.cell_w) : Math.round(metrics.cell_w),
    h: metrics.cell_h,
    size: phone ? 'm' : 'l',
  })
  return merged(lane.codes.flatMap((code, day) => [...shapes[code](cellOf(day))]))
}

function timedPaths(lane: TimelineLane, days: number, metrics: TimelineMetrics): StripPaths {
  const wide = cellWidth(lane, metrics)
  const timed = lane.points.flatMap((point) => [
    ...shapes[point.code]({
      x: timedX(point, days, metrics),
      y: 0,
      w: wide,
      h: metrics.cell_h,
      size: wide >= 16 ? 'l' : 'm',
    }),
  ])
  // A day without a backup shows its one mark in the middle.
  const empty = lane.codes.flatMap((code, day) => {
    if (lane.points.some((point) => point.day === day)) return []
    const x = dayX(metrics, day, days) + Math.round((metrics.pitch - 24) / 2)
    return [...shapes[code]({ x: Math.max(0, x), y: 0, w: 24, h: metrics.cell_h, size: 'l' })]
  })
  return merged([...timed, ...empty])
}

/** 24 wide, narrower where backups follow each other closely. */
function cellWidth(lane: TimelineLane, metrics: TimelineMetrics): number {
  const most = Math.max(1, ...lane.codes.map((_, day) => lane.points.filter((point) => point.day === day).length))
  return Math.max(4, Math.min(24, Math.floor(metrics.pitch / most) - 2))
}

function timedX(point: { day: number; at: number }, days: number, metrics: TimelineMetrics): number {
  return dayX(metrics, point.day, days) + Math.round(point.at * Math.max(0, metrics.pitch - 26))
}

function merged(pieces: readonly Piece[]): StripPaths {
  const paths: StripPaths = {}
  for (const [layer, d] of pieces) paths[layer] = (paths[layer] ?? '') + d
  return paths
}
