const units = [
  { word: 'min', minutes: 1, up_to: 240 },
  { word: 'h', minutes: 60, up_to: 3 * 1_440 },
  { word: 'd', minutes: 1_440, up_to: Number.POSITIVE_INFINITY },
] as const

const steps = [1, 2, 5, 10, 15, 30, 60, 120]

/** The unit in which an axis of so many minutes is read: hours beyond four of them, days beyond three. */
export function unitOf(axisMin: number) {
  return units.find(({ up_to }) => axisMin <= up_to) ?? units[2]
}

/** Minutes as a number of such units, with a decimal where they are no whole one. */
export function inUnit(minutes: number, { minutes: each }: { minutes: number }): string {
  return String(Number((minutes / each).toFixed(each === 1 ? 0 : 1)))
}

/** Round marks for an axis, ten at most, by the minutes at which they stand; the end is left out: it carries the unit. */
export function timeMarks(axisMin: number): { at: number; word: string }[] {
  const { minutes } = unitOf(axisMin)
  const length = axisMin / minutes
  const step = steps.find((candidate) => length / candidate <= 10) ?? Math.ceil(length / 10)
  return Array.from({ length: Math.ceil(length / step) }, (_, n) => ({
    at: n * step * minutes,
    word: String(n * step),
  }))
}
