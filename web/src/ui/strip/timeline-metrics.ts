import type { TimelineData } from './timeline-types.ts'

export type TimelineMetrics = {
  /** Where the columns begin. */
  left: number
  pitch: number
  cell_w: number
  cell_h: number
  /** Every point at its own time instead of one cell a day. */
  by_time: boolean
}

/** The measures of a timeline: labels at the left from tablets on, above the lanes on a phone. */
export function timelineMetrics(width: number, days: number, phone: boolean): TimelineMetrics {
  const left = phone ? 14 : 184
  const inside = Math.max(days * 5, width - left - (phone ? 14 : 16))
  const pitch = inside / (days + 0.1)
  const gap = phone ? (pitch > 9 ? 2 : 1) : 3.6
  return {
    left,
    pitch,
    cell_w: Math.max(3, pitch - gap),
    cell_h: phone ? 16 : 24,
    by_time: days <= 7,
  }
}

/** Where a day begins within the columns; today stands apart. */
export function dayX(metrics: TimelineMetrics, day: number, days: number): number {
  return Math.round(metrics.pitch * day) + (day === days - 1 && !metrics.by_time ? 3 : 0)
}

/** Which day lies under a point of the columns. */
export function dayAt(metrics: TimelineMetrics, x: number, data: Pick<TimelineData, 'days'>): number {
  return Math.min(data.days.length - 1, Math.max(0, Math.floor(x / metrics.pitch)))
}
