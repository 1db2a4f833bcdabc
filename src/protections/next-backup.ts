import { nextRun } from './schedule/next-run.ts'
import { RunSchedule } from './schedule/schema.ts'

/** Spreads what many servers do at the same time of day. */
export const jitterMinutes = 15

/** When a protection's schedule is due after a time; the server's id gives it its own, stable delay. */
export const nextBackup = (protection: { server_id: string; schedule: unknown }, after_iso: string): string =>
  nextRun(RunSchedule.parse(protection.schedule), after_iso, {
    jitter_key: protection.server_id,
    jitter_minutes: jitterMinutes,
  })
