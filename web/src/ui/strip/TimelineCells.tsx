import { intoColumns } from './join-codes.ts'
import styles from './RecoveryStrip.module.css'
import { joinPieces, type Piece, shapes, stripLayers } from './strip-paths.ts'
import ownStyles from './Timeline.module.css'
import { thinShape } from './thin-shapes.ts'
import { dayX, type TimelineMetrics, timedWide, timeX } from './timeline-metrics.ts'
import type { TimelineLane } from './timeline-types.ts'

type Props = { lane: TimelineLane; days: number; metrics: TimelineMetrics; width: number; phone: boolean }

/** The cells of one lane: a day each, or every backup at its own time. */
export function TimelineCells({ lane, days, metrics, width, phone }: Props) {
  const paths = joinPieces(piecesOf(lane, days, metrics, phone))
  const timed = metrics.scale === 'time'
  const tall = metrics.cell_h + (timed && !phone ? 14 : 0)
  return (
    <svg className={styles.svg} width={width} height={tall} data-size="l" aria-hidden="true">
      {stripLayers.map((layer) =>
        paths[layer] ? <path key={layer} className={styles[layer]} d={paths[layer]} /> : null,
      )}
      {timed &&
        !phone &&
        hasRoom(lane, metrics) &&
        lane.points.map((point) => (
          <text
            key={point.id}
            className={ownStyles.time}
            x={timeX(metrics, point, days) + 12}
            y={metrics.cell_h + 11}
            textAnchor="middle"
          >
            {point.time}
          </text>
        ))}
    </svg>
  )
}

function piecesOf(lane: TimelineLane, days: number, metrics: TimelineMetrics, phone: boolean): Piece[] {
  if (metrics.scale === 'time') return timedPieces(lane, days, metrics)
  if (metrics.scale === 'thin')
    return thinPieces(lane.codes, metrics.pitch * days, Math.floor((metrics.cell_h - 13) / 2))
  const size = metrics.scale === 'large' && !phone ? 'l' : 'm'
  const w = phone ? Math.floor(metrics.cell_w) : Math.round(metrics.cell_w)
  return lane.codes.flatMap((code, day) => [
    ...shapes[code]({ x: dayX(metrics, day, days), y: 0, w, h: metrics.cell_h, size }),
  ])
}

/** Marks of two pixels at least three apart; where there are more days than that, several in one. */
export function thinPieces(codes: TimelineLane['codes'], width: number, y: number): Piece[] {
  const columns = intoColumns(codes, Math.max(1, Math.floor(width / 3)))
  const pitch = width / columns.length
  return columns.flatMap((code, column) =>
    thinShape(code, Math.round(column * pitch), y, Math.max(2, Math.floor(pitch) - 1)),
  )
}

function timedPieces(lane: TimelineLane, days: number, metrics: TimelineMetrics): Piece[] {
  const wide = timedWidth(lane, metrics)
  const timed = lane.points.flatMap((point) => [
    ...shapes[point.code]({
      x: timeX(metrics, point, days),
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
  return [...timed, ...empty]
}

/** Narrower where backups follow each other closely. */
export function timedWidth(lane: TimelineLane, metrics: TimelineMetrics): number {
  return Math.max(4, Math.min(timedWide, Math.floor(metrics.pitch / mostADay(lane)) - 2))
}

function mostADay(lane: TimelineLane): number {
  return Math.max(1, ...lane.codes.map((_, day) => lane.points.filter((point) => point.day === day).length))
}

/** Whether times can stand below their marks without running into each other. */
function hasRoom(lane: TimelineLane, metrics: TimelineMetrics): boolean {
  const xs = lane.points.map((point) => timeX(metrics, point, lane.codes.length)).sort((a, b) => a - b)
  return xs.every((x, at) => at === 0 || x - (xs[at - 1] ?? 0) >= 32)
}
