/** One measured figure. Ratios compare two things of the same run, so that they mean something on another machine too. */
export type Figure = {
  name: string
  value: number
  unit: string
  /** What the figure is held against: a target of the design, or another thing measured in the same run. */
  compared_to?: string
  note?: string
}

/** Such as `cold start to ready        2.1 s   (target ≤ 3 s)`. */
export const lineOf = ({ name, value, unit, compared_to, note }: Figure): string => {
  const rest = [compared_to, note].filter((text) => text !== undefined).join('; ')
  return `${name.padEnd(52)} ${format(value).padStart(9)} ${unit.padEnd(6)} ${rest && `(${rest})`}`.trimEnd()
}

const format = (value: number): string => (value >= 100 ? Math.round(value).toString() : value.toPrecision(3))

export const median = (values: readonly number[]): number => percentile(values, 0.5)

export const percentile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
