/** How long to wait before trying again: doubling from the first wait up to the longest. */
export type Backoff = { readonly first_ms: number; readonly max_ms: number }

/**
 * The wait after the given number of failures (1 or more). `fraction` spreads callers that failed together: from half of the
 * wait to all of it.
 */
export const backoffMs = (failures: number, { first_ms, max_ms }: Backoff, fraction: number): number => {
  const whole = Math.min(max_ms, first_ms * 2 ** (failures - 1))
  return Math.round(whole / 2 + (whole / 2) * fraction)
}
