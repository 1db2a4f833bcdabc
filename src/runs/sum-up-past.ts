import type { PastSeconds } from './schema.ts'

/** How long one took, and how large its image was where that is known. */
export type PastTime = { seconds: number; bytes: number | null }

/**
 * What earlier durations come to; null where there is none. The quickest and the slowest tenth of many do not count: they tell of the
 * day, not of the work. Pure.
 */
export const sumUpPast = (times: readonly PastTime[], of: { server: boolean }): PastSeconds | null => {
  if (times.length === 0) return null
  const seconds = times.map((time) => time.seconds).sort((a, b) => a - b)
  const usual = seconds[Math.floor(seconds.length / 2)] ?? 0
  const last = seconds.length - 1
  const bytes = times.flatMap((time) => (time.bytes === null ? [] : [time.bytes]))
  return {
    usual,
    shortest: seconds[Math.floor(last / 10)] ?? usual,
    longest: seconds[Math.ceil((last * 9) / 10)] ?? usual,
    count: seconds.length,
    of_server: of.server,
    ...(bytes.length === times.length ? { bytes_least: Math.min(...bytes), bytes_most: Math.max(...bytes) } : {}),
  }
}
