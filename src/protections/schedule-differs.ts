import type { NativeSchedule } from '../providers/provider.ts'

/** Whether a provider shows another schedule than the one wanted, or none. What is not chosen is at the provider's choice. */
export const scheduleDiffers = (wanted: NativeSchedule | null, seen: NativeSchedule | null): boolean =>
  wanted !== null &&
  (seen === null ||
    wanted.every !== seen.every ||
    (wanted.hour !== undefined && wanted.hour !== seen.hour) ||
    (wanted.weekday !== undefined && wanted.weekday !== seen.weekday))
