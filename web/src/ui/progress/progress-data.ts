/** How far something is, as far as anybody knows it. */
export type ProgressData =
  | { kind: 'exact'; ratio: number; amount: string; whole: string }
  | {
      kind: 'estimate'
      elapsed_min: number
      axis_min: number
      expected_min: readonly [from: number, to: number]
      elapsed: string
    }
  | { kind: 'none'; elapsed_min: number; axis_min: number; elapsed: string; who: string }
