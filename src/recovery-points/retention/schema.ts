import { z } from 'zod'

export const periods = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const
export type Period = (typeof periods)[number]

const Count = z
  .union([z.number().int().min(1).max(10_000), z.literal('all')], 'Expected a whole number from 1 to 10000, or "all".')
  .optional()
  .describe('How many to keep.')

const Duration = z
  .strictObject({
    years: z.number().int().min(1).max(100).optional(),
    months: z.number().int().min(1).max(1_200).optional(),
    days: z.number().int().min(1).max(36_500).optional(),
    hours: z.number().int().min(1).max(876_000).optional(),
  })
  .refine((duration) => Object.values(duration).some((value) => value !== undefined), 'Expected a length of time.')
export type Duration = z.infer<typeof Duration>

const Within = Duration.optional().describe('Counted back from the newest recovery point, never from now.')

/**
 * Which recovery points to keep, meant as restic's `forget` means it: one is kept when any rule keeps it. `daily: 7` keeps the newest
 * of each of the last seven days that have one. Without any rule everything is kept.
 */
export const RetentionRules = z
  .strictObject({
    last: Count,
    hourly: Count,
    daily: Count,
    weekly: Count,
    monthly: Count,
    yearly: Count,
    within: Within,
    within_hourly: Within,
    within_daily: Within,
    within_weekly: Within,
    within_monthly: Within,
    within_yearly: Within,
  })
  .meta({ id: 'RetentionRules' })
export type RetentionRules = z.infer<typeof RetentionRules>

/** What retention decides on. All of it was written on the server's side; nothing a client says of its snapshot is in it. */
export type RetentionPoint = {
  id: string
  /** When the gateway, or the provider, took it in. */
  taken_at: string
  /** What it is of: `files`, or a dump such as `postgresql:shop`. Each is counted by itself. */
  source: string
  /** Null when no run of ours recorded it. */
  run_id: string | null
  outcome: 'succeeded' | 'warning'
  warning: { code: string; message: string } | null
  damaged: boolean
  /** When a person looked at what is wrong with it. */
  acknowledged_at: string | null
  /** Somebody brought it back from the trash, or it is the way back from a restore: it stays until then at least. */
  kept_until?: string | null
  /** Taken of what a restore was about to overwrite, which may be spoiled: it takes no other one's place. */
  safety?: boolean
}

export const Held = z.object({ code: z.string(), message: z.string() })
export type Held = z.infer<typeof Held>

export type KeptPoint = { id: string; because: string[] }
export type RetentionAlarm = { code: string; message: string; recovery_point_ids: string[] }

export type RetentionPlan = {
  /** Newest first, with every reason. */
  keep: KeptPoint[]
  /** Empty while retention is held. */
  forget: string[]
  /** What the rules alone would let go; the same as `forget` unless retention is held. */
  would_forget: string[]
  /** Why nothing is let go now, and what to do; null when retention may act. */
  held: Held | null
  /** What somebody should look at soon. */
  alarms: RetentionAlarm[]
}
