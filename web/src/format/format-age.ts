import { formatDuration } from './format-duration.ts'

/** How long ago something was, or how far ahead it lies: 7 h 28 min ago, in 3 d 7 h. */
export function formatAge(iso: string, now: Date): string {
  const ms = now.getTime() - new Date(iso).getTime()
  // Clocks differ by a little; what happened "in two seconds" happened now.
  if (Math.abs(ms) < 5000) return 'just now'
  return ms > 0 ? `${formatDuration(ms)} ago` : `in ${formatDuration(-ms)}`
}
