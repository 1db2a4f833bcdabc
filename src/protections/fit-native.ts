import type { NativeCapability, NativeSchedule } from '../providers/provider.ts'

export type NativeFit = {
  /** Null where the provider chooses the time itself. */
  readonly schedule: NativeSchedule | null
  /** As long as the provider really keeps them. */
  readonly retention_days: number
}

/**
 * How a provider's own backups would keep what a plan promises; null when they cannot. Daily before weekly, since that has the
 * newer data. At night where the hour can be chosen.
 */
export const fitNative = (native: NativeCapability, promised_days: number): NativeFit | null => {
  const { retention_days, schedules, hours } = native
  if (typeof retention_days === 'number')
    return retention_days >= promised_days ? { schedule: null, retention_days } : null
  const every = (['day', 'week'] as const).find(
    (one) => schedules.includes(one) && retention_days[one] >= promised_days,
  )
  if (every === undefined) return null
  const hour = hours.includes(0) ? 0 : hours[0]
  const schedule = {
    every,
    ...(every === 'week' ? { weekday: 'sunday' as const } : {}),
    ...(hour === undefined ? {} : { hour }),
  }
  return { schedule, retention_days: retention_days[every] }
}
