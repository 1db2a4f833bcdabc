import type { TimelineData, TimelineDay } from './timeline-types.ts'

/** How days are drawn: every backup at its own time, a large cell a day, a small one, or a thin mark. */
export type TimelineScale = 'time' | 'large' | 'small' | 'thin'

export type TimelineMetrics = {
  /** Where the columns begin. */
  left: number
  pitch: number
  cell_w: number
  cell_h: number
  scale: TimelineScale
  phone: boolean
}

/** The measures of a timeline: labels at the left from tablets on, above the lanes on a phone. */
export function timelineMetrics(width: number, days: number, phone: boolean): TimelineMetrics {
  const left = phone ? 14 : 184
  const inside = Math.max(120, width - left - (phone ? 14 : 16))
  // Today stands apart, and needs a little room for it.
  const pitch = inside / (days <= 7 ? days : days + 0.1)
  const scale = days <= 7 ? 'time' : pitch >= (phone ? 9 : 16) ? 'large' : pitch >= 7 ? 'small' : 'thin'
  const cell_h = phone ? 16 : scale === 'small' ? 20 : 24
  return { left, pitch, cell_w: cellWidth(pitch, scale, phone), cell_h, scale, phone }
}

function cellWidth(pitch: number, scale: TimelineScale, phone: boolean): number {
  if (scale === 'thin') return Math.max(1, pitch - 1)
  if (scale === 'small') return Math.max(4, Math.min(7, Math.floor(pitch) - 2))
  return Math.max(3, pitch - (phone ? 2 : 3.6))
}

/** Where a day begins within the columns; today stands apart, where there is room for it. */
export function dayX(metrics: TimelineMetrics, day: number, days: number): number {
  if (metrics.scale === 'thin') return metrics.pitch * day
  return Math.round(metrics.pitch * day) + (day === days - 1 && metrics.scale === 'large' ? 3 : 0)
}

/** A mark at its time is so wide, unless others follow closely. */
export const timedWide = 24

/** Where a mark begins that stands at its time: `at` is the part of its day. What is written below it stays inside the frame of its day. */
export function timeX(metrics: TimelineMetrics, { day, at }: { day: number; at: number }, days: number): number {
  const inset = metrics.phone ? 0 : days === 1 ? 8 : 4
  const room = Math.max(0, metrics.pitch - timedWide - 2 - 2 * inset)
  return dayX(metrics, day, days) + inset + Math.round(at * room)
}

type Span = { from: number; to: number }

/** Where a label over a bar begins: at the bar where it fits, and never across an edge of the frame. */
export function labelX(bar: Span, { wide, frame, width }: { wide: number; frame: Span | null; width: number }): number {
  const gap = 4
  const beside = frame ? [frame.to + gap, frame.from - gap - wide] : []
  const isFree = (x: number) =>
    x >= 0 &&
    x + wide <= width &&
    !(frame && [frame.from, frame.to].some((edge) => x < edge + gap / 2 && edge - gap / 2 < x + wide))
  return [bar.from, bar.to - wide, ...beside].find(isFree) ?? Math.max(0, Math.min(bar.from, width - wide))
}

/** Which day lies under a point of the columns. */
export function dayAt(metrics: TimelineMetrics, x: number, days: number): number {
  return Math.min(days - 1, Math.max(0, Math.floor(x / metrics.pitch)))
}

export type AxisMark = {
  key: string
  /** In days from the first. */
  at: number
  /** The day it names; null for a time within one. */
  day: number | null
  above: string
  below: string
  weekend: boolean
}

type Axis = Pick<TimelineData, 'days' | 'hours' | 'today'>

/** What stands above the columns: hours of a single day, each day, Mondays, or months, whichever there is room for. */
export function axisMarks({ days, hours, today }: Axis, { scale }: TimelineMetrics): AxisMark[] {
  const [only] = days
  if (days.length === 1 && only !== undefined)
    return hours.map((below, at) => ({
      ...{ key: below, at: at / hours.length, day: null, weekend: false },
      ...{ above: at === 0 ? nameOf(only, today, true) : '', below },
    }))
  return days.flatMap((day, index): AxisMark[] => {
    const mark = { key: day.date, at: index, day: index, weekend: day.weekend }
    if (scale === 'time' || scale === 'large')
      return [{ ...mark, above: nameOf(day, today, index === 0 || day.number === 1), below: String(day.number) }]
    if (scale === 'small')
      return day.weekday === 'Mo' ? [{ ...mark, above: day.month, below: String(day.number), weekend: false }] : []
    const year = day.date.slice(0, 4)
    return day.number === 1
      ? [{ ...mark, above: day.month === 'Jan' ? year : '', below: day.month, weekend: false }]
      : []
  })
}

function nameOf(day: TimelineDay, today: string, withMonth: boolean): string {
  return day.date === today ? 'today' : withMonth ? day.month : day.weekday
}
