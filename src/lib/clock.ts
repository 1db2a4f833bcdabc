/** The time, injected through `ctx` so that tests set it. All times are UTC. */
export type Clock = {
  /** Milliseconds since the epoch. */
  nowMs(): number
  /** Now as an ISO-8601 string with milliseconds, the form times have in SQL rows and JSON. */
  now(): string
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  now: () => new Date().toISOString(),
}

/** A clock that stands still until a test moves it. */
export const testClock = (start = '2026-01-15T12:00:00.000Z'): Clock & { advanceMs(ms: number): void } => {
  let nowMs = Date.parse(start)
  return {
    nowMs: () => nowMs,
    now: () => toIso(nowMs),
    advanceMs: (ms) => {
      // Clocks tell whole milliseconds.
      nowMs += Math.ceil(ms)
    },
  }
}

/** Milliseconds since the epoch as an ISO-8601 string. */
export const toIso = (ms: number): string => new Date(ms).toISOString()

/** An ISO-8601 string moved by some milliseconds. */
export const isoPlusMs = (iso: string, ms: number): string => toIso(Date.parse(iso) + ms)

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
