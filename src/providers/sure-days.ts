import type { NativeCapability } from './provider.ts'

/** How old the oldest of a provider's own backups always is, on the schedule that reaches furthest or on one of them. */
export const sureDays = ({ retention_days: kept, sure_days, schedules }: SureTerms, every?: 'day' | 'week'): number => {
  if (every !== undefined || typeof kept === 'number') {
    const most = typeof kept === 'number' ? kept : kept[every ?? 'day']
    return Math.min(sure_days ?? most, most)
  }
  return Math.max(...schedules.map((one) => sureDays({ retention_days: kept, schedules, sure_days }, one)))
}

type SureTerms = Pick<NativeCapability, 'retention_days' | 'schedules'> & { readonly sure_days?: number | undefined }
