import { z } from 'zod'

/** What was found where a server is said to answer, after it was restored. */
export const Health = z
  .object({
    state: z.enum(['passed', 'failed', 'not_configured']),
    checked_at: z.iso.datetime(),
    detail: z.string(),
  })
  .describe(
    'By a TCP connection to its `health_port`, or a ping; `not_configured`: neither is set, or it could not be looked at, as `detail` says.',
  )
export type Health = z.infer<typeof Health>

/** Kept while it is tried again and again. */
export const HealthTried = z.union([Health, z.object({ state: z.literal('checking'), since: z.iso.datetime() })])
export type HealthTried = z.infer<typeof HealthTried>
