/** One measured number of `npm run bench`. */
export type Figure = {
  name: string
  value: number
  unit: string
  /** What it was measured against in the same run, with the outcome. */
  compared_to?: string
  note?: string
}
