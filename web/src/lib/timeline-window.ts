/** The part of a history that the timeline shows: so many days, the newest of them so many days ago. */
export type TimelineWindow = { days: number; ago: number }

export const spans = [
  { days: 1, word: '24 h' },
  { days: 7, word: '7 d' },
  { days: 30, word: '30 d' },
  { days: 90, word: '90 d' },
  { days: 365, word: '1 y' },
] as const

/** Whole days within a history of `total`. */
export function fitWindow({ days, ago }: TimelineWindow, total: number): TimelineWindow {
  const wide = Math.min(total, Math.max(1, Math.round(days)))
  return { days: wide, ago: Math.min(total - wide, Math.max(0, Math.round(ago))) }
}

/** Moved by so many days, into the past with a positive number. */
export function panWindow(window: TimelineWindow, by: number, total: number): TimelineWindow {
  return fitWindow({ ...window, ago: window.ago + by }, total)
}

/** Wider or narrower; the day that lies so many days ago keeps its place, as far as the history allows. */
export function zoomWindow(window: TimelineWindow, days: number, about: number, total: number): TimelineWindow {
  const part = (about - window.ago + 0.5) / window.days
  const within = Math.min(1, Math.max(0, part))
  return fitWindow({ days, ago: about + 0.5 - within * days }, total)
}

/** The next of the usual spans; the same where there is none. */
export function nextSpan(days: number, closer: boolean): number {
  const all = spans.map((span) => span.days)
  return (closer ? all.findLast((one) => one < days) : all.find((one) => one > days)) ?? days
}

/** So many times as wide, in whole days. A slow pinch moves by less than a day at a time, and must move all the same. */
export function stretchedDays(days: number, factor: number): number {
  return Math.round(factor > 1 ? Math.max(days + 1, days * factor) : Math.max(1, Math.min(days - 1, days * factor)))
}

/** Moved just as far as it takes to show that day. */
export function windowWith(window: TimelineWindow, ago: number, total: number): TimelineWindow {
  if (ago < window.ago) return fitWindow({ ...window, ago }, total)
  if (ago >= window.ago + window.days) return fitWindow({ ...window, ago: ago - window.days + 1 }, total)
  return window
}

export type BrushPart = 'body' | 'older' | 'newer'

/** Dragged by so many days towards today, at its body or at one of its grips. */
export function dragBrush(window: TimelineWindow, part: BrushPart, by: number, total: number): TimelineWindow {
  if (part === 'body') return panWindow(window, -by, total)
  const oldest = window.ago + window.days
  if (part === 'older') {
    const edge = Math.min(total, Math.max(window.ago + 1, oldest - Math.round(by)))
    return { days: edge - window.ago, ago: window.ago }
  }
  const edge = Math.min(oldest - 1, Math.max(0, window.ago - Math.round(by)))
  return { days: oldest - edge, ago: edge }
}

/** Where the window stands on an axis of that width that shows the whole history. */
export function brushBox(window: TimelineWindow, total: number, width: number): { x: number; width: number } {
  const x = ((total - window.ago - window.days) / total) * width
  return { x, width: (window.days / total) * width }
}
