export type StripSize = 's' | 'm' | 'l'

export type StripMetrics = {
  size: StripSize
  days: number
  pitch: number
  cell_w: number
  cell_h: number
  mid: number
  proof_y: number
  width: number
  height: number
}

/** The measures of a strip: S is fixed for table rows, M fills the width it is given (cards, phones). */
export function stripMetrics(size: StripSize, days: number, available = 0): StripMetrics {
  if (size === 's') {
    const width = 6 * (days - 1) + 2 + 5
    return { size, days, pitch: 6, cell_w: 5, cell_h: 8, mid: 2, proof_y: 19, width, height: 25 }
  }
  const pitch = Math.max(7, Math.floor(available / days))
  const height = Math.min(11, Math.max(9, pitch - 1))
  const mid = height >= 11 ? 3 : 2
  return {
    size,
    days,
    pitch,
    cell_w: pitch - 2,
    cell_h: height,
    mid,
    proof_y: 2 * height + mid + 2,
    width: pitch * days,
    height: 2 * height + 12,
  }
}

/** Which day lies under a point of the strip. */
export function stripDayAt(metrics: StripMetrics, x: number): number {
  return Math.min(metrics.days - 1, Math.max(0, Math.floor(x / metrics.pitch)))
}

/** Where a day's column begins; today stands two pixels apart. */
export function columnX(metrics: StripMetrics, day: number): number {
  return metrics.pitch * day + (day === metrics.days - 1 ? 2 : 0)
}
