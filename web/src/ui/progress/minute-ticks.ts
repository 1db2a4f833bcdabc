/** Round minutes for an axis of at most ten labels, the end left out: it carries the unit. */
export function minuteTicks(axisMin: number): number[] {
  const step = [1, 2, 5, 10, 15, 30, 60, 120].find((candidate) => axisMin / candidate <= 10) ?? Math.ceil(axisMin / 10)
  const ticks: number[] = []
  for (let at = 0; at < axisMin; at += step) ticks.push(at)
  return ticks
}
