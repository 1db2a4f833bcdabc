export type Values = readonly (number | null)[]

/** The plot is so wide and high inside; it is stretched to the room there is. */
export const plotWidth = 100
export const plotHeight = 100

const steps = [1, 2, 2.5, 5, 10]

/** Round numbers from zero to above the greatest value, at most five lines. */
export function niceTicks(most: number, lines = 5): number[] {
  if (most <= 0) return [0, 1]
  const rough = most / (lines - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * (steps.find((one) => one * power >= rough * (1 - 1e-9)) ?? 10)
  const count = Math.max(1, Math.ceil(most / step - 1e-9))
  return Array.from({ length: count + 1 }, (_, n) => round(n * step, 12))
}

/** Where a point of so many stands, from left to right. */
export function xOf(index: number, count: number): number {
  return count < 2 ? plotWidth : (index / (count - 1)) * plotWidth
}

export function yOf(value: number, top: number): number {
  return plotHeight - (value / top) * plotHeight
}

/** A line through what is known. A gap interrupts it, and one known value by itself is a dot. */
export function linePath(values: Values, top: number): string {
  let path = ''
  let drawing = false
  for (const [index, value] of values.entries()) {
    if (value === null) {
      drawing = false
      continue
    }
    const at = `${round(xOf(index, values.length))} ${round(yOf(value, top))}`
    const alone = !drawing && (values[index + 1] ?? null) === null
    path += `${drawing ? 'L' : 'M'}${at}${alone ? 'h0' : ''}`
    drawing = true
  }
  return path
}

/** Areas upon one another, the first at the bottom. Where one is not known, none is: a gap. */
export function stackedPaths(stack: readonly Values[], top: number): string[] {
  const count = stack[0]?.length ?? 0
  const half = count < 2 ? plotWidth / 2 : plotWidth / (count - 1) / 2
  const runs = runsOf(stack, count)
  return stack.map((_, level) =>
    runs
      .map(([from, to]) => {
        const sum = (index: number, levels: number) =>
          stack.slice(0, levels).reduce((total, values) => total + (values[index] ?? 0), 0)
        // A day by itself is as wide as a day.
        const xs = (index: number) => (from === to ? null : xOf(index, count))
        const edge = (levels: number): string[] => {
          if (from === to) {
            const y = round(yOf(sum(from, levels), top))
            const x = xOf(from, count)
            return [`${round(Math.max(0, x - half))} ${y}`, `${round(Math.min(plotWidth, x + half))} ${y}`]
          }
          return Array.from(
            { length: to - from + 1 },
            (_, n) => `${round(xs(from + n) ?? 0)} ${round(yOf(sum(from + n, levels), top))}`,
          )
        }
        return `M${[...edge(level + 1), ...edge(level).reverse()].join('L')}Z`
      })
      .join(''),
  )
}

const runsOf = (stack: readonly Values[], count: number): [from: number, to: number][] => {
  const runs: [number, number][] = []
  for (let index = 0; index < count; index++) {
    if (stack.some((values) => (values[index] ?? null) === null)) continue
    const last = runs.at(-1)
    if (last !== undefined && last[1] === index - 1) last[1] = index
    else runs.push([index, index])
  }
  return runs
}

/** The same places, moved apart so that labels do not lie upon each other; from top to bottom, within the height. */
export function spread(places: readonly number[], gap: number, height: number): number[] {
  const order = places.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y)
  for (let n = 1; n < order.length; n++) {
    const [above, below] = [order[n - 1], order[n]]
    if (above && below) below.y = Math.max(below.y, above.y + gap)
  }
  let limit = height
  for (const one of order.toReversed()) {
    one.y = Math.min(one.y, limit)
    limit = one.y - gap
  }
  const moved = [...places]
  for (const { y, index } of order) moved[index] = y
  return moved
}

const round = (value: number, digits = 2): number => Number(value.toFixed(digits))
