const dayMs = 86_400_000
// No zone is further from UTC than this.
const farthestMs = 14 * 3_600_000

/** From when to when something can stand on these days, whatever the time zone. Dates as YYYY-MM-DD. */
export function aroundDays(first: string, last: string): { from: string; to: string } {
  return {
    from: new Date(Date.parse(`${first}T00:00:00Z`) - farthestMs).toISOString(),
    to: new Date(Date.parse(`${last}T00:00:00Z`) + dayMs + farthestMs).toISOString(),
  }
}
