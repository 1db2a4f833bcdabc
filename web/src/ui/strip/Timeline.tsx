import { useElementSize, useMergedRef } from '@mantine/hooks'
import { type KeyboardEvent, useRef } from 'react'
import { formatBytes } from '../../format/format-bytes.ts'
import { useIsPhone } from '../../lib/use-is-phone.ts'
import stripStyles from './RecoveryStrip.module.css'
import styles from './Timeline.module.css'
import { TimelineCells, timedWidth } from './TimelineCells.tsx'
import { axisMarks, dayX, labelX, type TimelineMetrics, timedWide, timelineMetrics, timeX } from './timeline-metrics.ts'
import type { TimelineData } from './timeline-types.ts'
import { useTimelinePointer } from './use-timeline-pointer.ts'

type Props = {
  data: TimelineData
  /** The day whose facts stand in the readout; null where it lies outside. */
  shown: number | null
  /** Its number among all days of the history, from 1, for those who hear it. */
  place: { now: number; of: number }
  /** The readout in words. */
  words: string
  onPoint: (day: number | null) => void
  onPin: (day: number) => void
  onOpen: () => void
  /** To another day, so many to the right. */
  onStep: (days: number) => void
  onPan: (days: number) => void
  onZoom: (closer: boolean) => void
  onStretch: (factor: number, day: number) => void
}

/** The recovery strip at its large size: a lane for each kind of backup, drills, new data; the day is chosen by pointer or keys. */
export function Timeline({ data, shown, place, words, onOpen, onStep, onZoom, ...pointing }: Props) {
  const { ref: sized, width } = useElementSize<HTMLDivElement>()
  const box = useRef<HTMLDivElement>(null)
  const phone = useIsPhone()
  const days = data.days.length
  const metrics = timelineMetrics(width, days, phone)
  const inside = Math.max(0, Math.round(width - metrics.left - (phone ? 14 : 16)) + 4)
  const pointer = useTimelinePointer(box, { metrics, days }, pointing)
  const keys = (event: KeyboardEvent) => {
    const at = shown ?? days - 1
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      Home: -at,
      End: days - 1 - at,
      PageUp: -days,
      PageDown: days,
    }
    const step = steps[event.key]
    if (step !== undefined) onStep(step)
    else if (event.key === 'Enter') onOpen()
    else if (event.key === '+' || event.key === '=' || event.key === '-') onZoom(event.key !== '-')
    else return
    event.preventDefault()
    // Single letters and arrows here are not the page's.
    event.stopPropagation()
  }
  return (
    <div
      ref={useMergedRef(sized, box)}
      className={styles.timeline}
      role="slider"
      tabIndex={0}
      aria-label="Recovery timeline, day"
      aria-valuemin={1}
      aria-valuemax={place.of}
      aria-valuenow={place.now}
      aria-valuetext={words}
      onKeyDown={keys}
      {...pointer}
    >
      {width > 0 && (
        <>
          {!phone && <Weekends data={data} metrics={metrics} />}
          {shown !== null && !phone && (
            <div
              className={styles.chosen}
              style={{ left: metrics.left + frameOf(metrics, shown, days).from, width: metrics.cell_w + 2 * aside }}
            />
          )}
          {!phone && <Head data={data} metrics={metrics} shown={shown} />}
          {data.lanes.map((lane) => (
            <div key={lane.key} className={styles.lane}>
              <div className={styles.label}>
                <span className={styles.title}>{lane.title}</span>
                <span className={styles.caption} title={lane.caption}>
                  {lane.caption}
                </span>
              </div>
              <div className={styles.cells}>
                <TimelineCells lane={lane} days={days} metrics={metrics} width={inside} phone={phone} />
                {shown !== null && phone && <CellFrame x={dayX(metrics, shown, days)} metrics={metrics} />}
              </div>
            </div>
          ))}
          <Proof data={data} metrics={metrics} width={inside} phone={phone} />
          {phone ? (
            <Axis data={data} shown={shown ?? days - 1} />
          ) : (
            <NewData data={data} metrics={metrics} width={inside} shown={shown} />
          )}
        </>
      )}
    </div>
  )
}

/** How far the frame of the chosen day stands off its cells. */
const aside = 1.8

function frameOf(metrics: TimelineMetrics, day: number, days: number) {
  const from = dayX(metrics, day, days) - aside
  return { from, to: from + metrics.cell_w + 2 * aside }
}

/** Weeks are told by their weekends, where days are wide enough. */
function Weekends({ data, metrics }: { data: TimelineData; metrics: TimelineMetrics }) {
  const count = data.days.length
  if (count === 1 || (metrics.scale !== 'time' && metrics.scale !== 'large')) return null
  const left = (day: number) => metrics.left + dayX(metrics, day, count) - aside
  return data.days.map(
    ({ date, weekend }, day) =>
      weekend && <div key={date} className={styles.weekend} style={{ left: left(day), width: metrics.pitch }} />,
  )
}

/** On a phone the words of a lane stand above its cells, across all days, so that one frame over all lanes would cross them. */
function CellFrame({ x, metrics }: { x: number; metrics: TimelineMetrics }) {
  const width = metrics.scale === 'time' ? metrics.pitch : metrics.cell_w
  return <span className={styles.framed} style={{ left: x - 2, width: width + 4, height: metrics.cell_h + 4 }} />
}

function Head({ data, metrics, shown }: { data: TimelineData; metrics: TimelineMetrics; shown: number | null }) {
  const count = data.days.length
  return (
    <div className={styles.head} aria-hidden="true">
      {axisMarks(data, metrics).map((mark) => (
        <span
          key={mark.key}
          className={styles.day}
          data-weekend={mark.weekend || undefined}
          data-shown={
            (mark.day !== null && (mark.day === shown || data.days[mark.day]?.date === data.today)) || undefined
          }
          style={
            mark.day === null
              ? { left: metrics.left + timeX(metrics, { day: 0, at: mark.at }, count) - 6, width: timedWide + 12 }
              : { left: metrics.left + dayX(metrics, mark.day, count), width: metrics.cell_w }
          }
        >
          <span>{mark.above}</span>
          <strong>{mark.below}</strong>
        </span>
      ))}
    </div>
  )
}

function Axis({ data, shown }: { data: TimelineData; shown: number }) {
  const of = (index: number) => {
    const day = data.days[index]
    if (day === undefined) return ''
    return day.date === data.today ? 'today' : `${day.number} ${day.month}`
  }
  const last = data.days.length - 1
  // In the middle only where it does not run into the ends.
  const isApart = shown > last / 8 && shown < last - last / 8
  return (
    <div className={styles.axis} aria-hidden="true">
      <span>{of(0)}</span>
      <strong>{isApart ? of(shown) : ''}</strong>
      <span>{of(last)}</span>
    </div>
  )
}

type RowProps = { data: TimelineData; metrics: TimelineMetrics; width: number }

function Proof({ data, metrics, width, phone }: RowProps & { phone: boolean }) {
  return (
    <div className={styles.lane} data-low="">
      <div className={styles.label} data-proof="">
        <span className={styles.title}>Drill</span>
      </div>
      <svg className={stripStyles.svg} width={width} height={14} data-size="l" aria-hidden="true">
        {drillMarks(data, metrics).map(({ key, letter, middle }) => {
          const x = middle - (phone ? 4 : 6)
          if (letter === 'v')
            return <path key={key} className={stripStyles.proof} d={phone ? `M${x} 6l3 3 5-6` : `M${x} 6l4 4 7-8`} />
          if (letter === 'x')
            return <path key={key} className={stripStyles.failed} d={`M${x + 1} 2l8 8M${x + 9} 2l-8 8`} />
          return null
        })}
      </svg>
    </div>
  )
}

/** Where drills are marked: below the backup they tried where each has a place of its own, else below its day. */
function drillMarks(data: TimelineData, metrics: TimelineMetrics) {
  const count = data.days.length
  return [...data.proof].flatMap((letter, day) => {
    const own = metrics.scale === 'time' ? data.proofs.filter(({ point }) => point.day === day) : []
    if (own.length === 0)
      return [{ key: data.days[day]?.date ?? '', letter, middle: dayX(metrics, day, count) + metrics.cell_w / 2 }]
    return own.map(({ point, lane, letter }) => {
      const of = data.lanes.find(({ key }) => key === lane)
      const wide = of ? timedWidth(of, metrics) : timedWide
      return { key: point.id, letter, middle: timeX(metrics, point, count) + wide / 2 }
    })
  })
}

const barsHigh = 30

function NewData({ data, metrics, width, shown }: RowProps & { shown: number | null }) {
  const most = Math.max(0, ...data.added.map((bytes) => bytes ?? 0))
  if (most === 0) return null
  const days = data.days.length
  const largest = data.added.indexOf(most)
  const timed = metrics.scale === 'time'
  const wide = timed ? timedWide : metrics.cell_w
  const barX = (day: number) => (timed ? timeX(metrics, { day, at: 0 }, days) : dayX(metrics, day, days))
  const words = formatBytes(most)
  return (
    <div className={styles.lane} data-bars="">
      <div className={styles.label}>
        <span className={styles.title}>New data</span>
        <span className={styles.caption}>files, a day</span>
      </div>
      <svg width={width} height={barsHigh + 16} className={stripStyles.svg} aria-hidden="true">
        {data.added.map((bytes, index) => {
          if (bytes === null || bytes === 0) return null
          const tall = Math.max(1, Math.round((bytes / most) * barsHigh))
          return (
            <rect
              key={data.days[index]?.date}
              className={styles.bar}
              x={barX(index)}
              y={14 + barsHigh - tall}
              width={wide}
              height={tall}
            />
          )
        })}
        <line className={styles.ground} x1={0} x2={width} y1={barsHigh + 14.5} y2={barsHigh + 14.5} />
        <text
          className={styles.most}
          x={labelX(
            { from: barX(largest), to: barX(largest) + wide },
            // Close enough to measure by: its letters are about so wide.
            { wide: words.length * 6, frame: shown === null ? null : frameOf(metrics, shown, days), width },
          )}
          y={10}
        >
          {words}
        </text>
      </svg>
    </div>
  )
}
